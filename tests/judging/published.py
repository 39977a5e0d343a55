"""Claims of five published pages about recurrent layers, and what is true of each.

Five pages: a question about an LSTM with 4457472 parameters and its answers, an Uzbek and two Chinese posts that copy and vary
them, and an explanation of a Keras summary row by row. Texts are as published, letters mean what their pages say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from symcount import check
from symcount.judging.verdict import Verdict


@dataclass(frozen=True, eq=False)
class Published:
    """A claim as published, what its page says about it, and the right answer."""

    text: str
    layer: str
    where: dict[str, str] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    assume: dict[str, str] = field(default_factory=dict)
    convention: str | None = None
    weight: str | None = None
    verdict: str = "correct"
    correct_when: dict[str, int] | None = None
    difference: str = "0"
    kinds: tuple[str, ...] = ()
    any_kind: tuple[str, ...] = ()
    fair: tuple[str, ...] = ()
    """Verdicts that are as good as the right one."""
    fair_differences: tuple[str, ...] = ()

    def judged(self, *, blind: bool = False) -> Verdict:
        """What the program says of it, asked once; blind, it is not told what the letters mean."""
        return self._blind if blind else self._told

    def asked(self, where: dict[str, str]) -> Verdict:
        """What it says where the letters mean this."""
        return check(self.text, self.layer, where=where, given=self.given, assume=self.assume, convention=self.convention, weight=self.weight)

    @cached_property
    def _told(self) -> Verdict:
        return self.asked(self.where)

    @cached_property
    def _blind(self) -> Verdict:
        return self.asked({})


CLAIMS = [
    Published("4457472", "lstm", given={"units": 256, "input_dim": 4096, "timesteps": 16}),
    Published("Total params: 4457472", "lstm", given={"units": 256, "input_dim": 4096, "timesteps": 16}),
    Published("4(nm+n^2)", "lstm", verdict="incorrect", correct_when={"bias": 0}, difference="-4*units", kinds=("missing-bias",)),
    Published(
        "4(nm+n^2)",
        "lstm",
        where={"n": "input_dim", "m": "timesteps"},
        given={"units": 256, "input_dim": 4096, "timesteps": 16},
        verdict="incorrect",
        difference="4*input_dim**2 + 4*input_dim*timesteps - 4*input_dim*units - 4*units**2 - 4*units",
        kinds=("wrong-role",),
    ),
    Published(
        "4*((4096*16)+(4096*4096))*256 = 17246978048",
        "lstm",
        given={"units": 256, "input_dim": 4096, "timesteps": 16},
        verdict="incorrect",
        difference="17242520576",
        kinds=("wrong-role",),
    ),
    Published(
        "params = 4 * ((size_of_input + 1) * size_of_output + size_of_output^2)",
        "lstm",
        where={"size_of_input": "input_dim", "size_of_output": "units"},
    ),
    Published("4 * (4097 * 256 + 256^2) = 4457472", "lstm", given={"units": 256, "input_dim": 4096}),
    Published("num_params = [(num_units + input_dim + 1) * num_units] * 4", "lstm", where={"num_units": "units", "input_dim": "input_dim"}),
    Published("[(256 + 4096 + 1)* 256] * 4 = 4457472", "lstm", given={"units": 256, "input_dim": 4096}),
    Published("28 = 16(num_units * num_units)+12(input_dim * num_units)", "simple_rnn", given={"units": 4, "input_dim": 3, "bias": 0}),
    Published("32 = 4 * 4 + 3 * 4 + 4", "simple_rnn", given={"units": 4, "input_dim": 3}),
    Published("num_units * num_units + input_dim * num_units + num_units", "simple_rnn", where={"num_units": "units", "input_dim": "input_dim"}),
    Published("num_units * (num_units + input_dim + 1)", "simple_rnn", where={"num_units": "units", "input_dim": "input_dim"}),
    Published(
        "参数数量= 4 *((使用的功能数+1)*数量单位+ num_units ^ 2)", "lstm", where={"使用的功能数": "input_dim", "数量单位": "units", "num_units": "units"}
    ),
    Published("4*((256*256) + (256*4096) + (256)) = 4*(1114368) = 4457472", "lstm", given={"units": 256, "input_dim": 4096}),
    Published("28 = 16 (num_units * num_units) + 12 (input_dim * num_units)", "simple_rnn", given={"bias": 0}, verdict="undecided"),
    Published(
        "((m * n)+1)*k",
        "conv2d",
        where={"m": "kernel_width", "n": "kernel_height", "k": "filters"},
        verdict="incorrect",
        correct_when={"input_channels": 1},
        difference="-filters*input_channels*kernel_height*kernel_width + filters*kernel_height*kernel_width",
        kinds=("missing-factor",),
    ),
    Published(
        "n2+kn+nm",
        "elman_network",
        verdict="incorrect",
        correct_when={"bias": 0},
        difference="-output_dim - units",
        kinds=("missing-bias",),
    ),
    Published("input_dim✖️output_dim", "embedding", where={"input_dim": "vocab_size", "output_dim": "embedding_dim"}),
    Published("n^2+nm+kn", "elman_network", where={"n": "units", "k": "output_dim", "m": "input_dim"}, given={"bias": 0}),
    Published(
        "n^2+nm+kn+n",
        "elman_network",
        where={"n": "units", "k": "output_dim", "m": "input_dim"},
        verdict="incorrect",
        difference="-output_dim",
        kinds=("missing-bias",),
    ),
    Published("n^2+nm+n", "simple_rnn", where={"n": "units", "m": "input_dim"}),
    Published("1000*64 ⇒ 64000", "embedding", given={"vocab_size": 1000, "embedding_dim": 64}),
    Published("64*32+32*32+32=3104", "simple_rnn", given={"units": 32, "input_dim": 64}),
    Published("4(nm+n+n^2)", "lstm", where={"m": "input_dim", "n": "units"}),
    Published("4*(4096*256+256+256**2)", "lstm", given={"units": 256, "input_dim": 4096, "timesteps": 16}),
    Published(
        "712832+32 ⇒ 28704",
        "conv1d",
        given={"filters": 32, "kernel_size": 7, "input_channels": 128, "timesteps": 500},
        kinds=("damaged-text",),
    ),
    Published("380", "lstm", given={"units": 5, "input_dim": 13, "timesteps": 400}),
    Published("220", "lstm", given={"units": 5, "input_dim": 5, "timesteps": 400}),
    Published("3900", "dense", given={"input_dim": 5, "units": 650, "timesteps": 400}),
    Published("53680", "lstm", given={"units": 20, "input_dim": 650, "timesteps": 400}),
    Published("3280", "lstm", given={"units": 20, "input_dim": 20, "timesteps": 400}),
    Published("380   = 4*(13*5 + 5*5 + 5)", "lstm", given={"units": 5, "input_dim": 13}),
    Published("LSTM 1 个参数 = 4*(13*5 + 5*5 + 5)", "lstm", given={"units": 5, "input_dim": 13}),
    Published("220   = 4*(5*5 + 5*5 + 5)", "lstm", given={"units": 5, "input_dim": 5}),
    Published("LSTM 2 个参数 = 4*(5*5 + 5*5 + 5)", "lstm", given={"units": 5, "input_dim": 5}),
    Published("53680 = 4*(650*20 + 20*20 + 20)", "lstm", given={"units": 20, "input_dim": 650}),
    Published("LSTM 3 个参数 = 4*(650*20 + 20*20 + 20)", "lstm", given={"units": 20, "input_dim": 650}),
    Published("3280  = 4*(20*20 + 20*20 + 20)", "lstm", given={"units": 20, "input_dim": 20}),
    Published("LSTM 4 个参数 = 4*(20*20 + 20*20 + 20)", "lstm", given={"units": 20, "input_dim": 20}),
    Published("70    = 13*5 + 5", "dense", given={"input_dim": 13, "units": 5}),
    Published("密集1个参数=13*5+5", "dense", given={"input_dim": 13, "units": 5}),
    Published("30    = 5*5 + 5", "dense", given={"input_dim": 5, "units": 5}),
    Published("密集2个参数=5*5+5", "dense", given={"input_dim": 5, "units": 5}),
    Published("3900  = 5*650 + 650", "dense", given={"input_dim": 5, "units": 650}),
    Published("密集3个参数=5*650+650", "dense", given={"input_dim": 5, "units": 650}),
    Published("13020 = 650*20 + 20", "dense", given={"input_dim": 650, "units": 20}),
    Published("密集4个参数=650*20+20", "dense", given={"input_dim": 650, "units": 20}),
    Published("420   = 20*20 + 20", "dense", given={"input_dim": 20, "units": 20}),
    Published("密集5个参数=20*20+20", "dense", given={"input_dim": 20, "units": 20}),
    Published(
        "(units, 4*inputs)",
        "lstm",
        where={"units": "units", "inputs": "input_dim"},
        weight="kernel",
        verdict="incorrect",
        any_kind=("swapped-roles",),
    ),
    Published("(units,4*units)", "lstm", where={"units": "units"}, weight="recurrent_kernel"),
    Published("(4*units,)", "lstm", where={"units": "units"}, weight="bias"),
    Published(
        "units*features+units*units+bias",
        "simple_rnn",
        where={"units": "units", "features": "input_dim"},
        verdict="incorrect",
        difference="bias*(1-units)",
        any_kind=(
            "missing-factor",
            "missing-bias",
        ),
    ),
    Published("(units*features+units*units+units)*4", "lstm", where={"units": "units", "features": "input_dim"}),
]
