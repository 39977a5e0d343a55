"""The reduction of a run of benchmarks, and what is stored of one."""

from __future__ import annotations

import json

from docs.generate.benchmarks import STORED, benchmarks_page, reduced

OWN = {"median": 0.001234567, "max": 0.0123456}
REPORT = {
    "machine_info": {"node": "a name", "machine": "x86_64", "system": "Linux", "python_version": "3.11.7", "cpu": {"count": 2}},
    "benchmarks": [
        {"group": "alone", "stats": OWN, "extra_info": {"title": "one"}},
        {"group": "beside", "stats": OWN, "extra_info": {"title": "a peer", "peer": True}},
        {"group": "beside", "stats": OWN, "extra_info": {"title": "itself"}},
        {
            "group": "beside",
            "stats": OWN,
            "extra_info": {"title": "a test", "rows": [{"title": "noted", "median": 2, "slowest": 3, "peer": False, "group": "beside"}]},
        },
    ],
}


def test_a_run_is_reduced_to_names_and_times_the_peers_last() -> None:
    run = reduced(REPORT, 0.5)
    assert run["groups"]["alone"] == [{"title": "one", "median": 0.00123, "slowest": 0.0123, "peer": False}]
    assert [row["title"] for row in run["groups"]["beside"]] == ["itself", "noted", "a peer"]
    assert list(run["groups"]) == ["beside", "alone"]
    assert "a name" not in str(run)


def test_every_stored_row_has_its_words_and_times() -> None:
    run = json.loads(STORED.read_text(encoding="utf-8"))
    rows = [row for group in run["groups"].values() for row in group]
    assert all(row["title"] and 0 < row["median"] <= row["slowest"] for row in rows)
    assert all(not group[0]["peer"] for group in run["groups"].values())
    assert len(rows) == len({(title, row["title"]) for title, group in run["groups"].items() for row in group})


def test_a_peer_is_so_many_times_as_long_as_what_it_stands_beside() -> None:
    ours, peer = next(group for group in json.loads(STORED.read_text(encoding="utf-8"))["groups"].values() if [row["peer"] for row in group] == [False, True])
    ratio = peer["median"] / ours["median"]
    assert f"| {ratio:.0f} times |" in benchmarks_page() or f"| {ratio:.1f} times |" in benchmarks_page()
