"""What is said of each kind of mistake: a chapter of the gallery, in two sentences."""

from __future__ import annotations

from typing import NamedTuple

from symcount.judging.verdict import Kind


class Chapter(NamedTuple):
    """What goes wrong, why people do it, and how to see it in ten seconds."""

    title: str
    why: str
    how: str


CHAPTERS: dict[Kind, Chapter] = {
    "missing-bias": Chapter(
        "The biases are left out",
        "The products are what one thinks of, and the vector that is added behind them is forgotten; and since many models have none, the habit spreads.",
        "Look for a term with one size alone, such as n or d: where every term multiplies two sizes, no bias is counted.",
    ),
    "convention": Chapter(
        "Right elsewhere",
        "The textbook's formula is put beside a framework that builds something else: Keras' GRU and PyTorch's recurrent layers have two biases for each gate.",
        "Ask which program printed the number, and look at what a bias costs there: n for each gate, or 2·n.",
    ),
    "missing-term": Chapter(
        "A weight is left out",
        "What a figure does not draw is not counted: attention's output projection, a feed-forward layer's gate, a mixture's router, BERT's pooler.",
        "Count the matrices in the layer's table of weights, and the products in the formula: there must be as many.",
    ),
    "extra-term": Chapter(
        "Something is counted that the layer does not have",
        "A second bias vector, moving statistics or the layer behind slip in, as another program or another model has them.",
        "Ask of every term which weight it is, and what the shape of that weight is: a term without an answer is too many.",
    ),
    "missing-factor": Chapter(
        "A factor is left out",
        "A picture shows one gate, one channel or one expert, and the formula counts what is drawn.",
        "Double one size in your head: a kernel reaches through every input channel, an LSTM has four gates, and the term that does not grow lacks a factor.",
    ),
    "extra-factor": Chapter(
        "A factor too many",
        "A weight is counted wherever it is used, but it is stored once: a kernel slides over the image, a recurrent layer goes through time.",
        "Look for the size of an image, the time steps or the batch: no count of parameters has them.",
    ),
    "swapped-roles": Chapter(
        "Two sizes are swapped",
        "Some authors call the units n and some the inputs, and frameworks lay a kernel out both ways; a formula is copied without its legend.",
        "Look at the square: it belongs to the width that is fed back, the units. A shape begins with the inputs in Keras, with the outputs in PyTorch.",
    ),
    "wrong-role": Chapter(
        "A size stands where another belongs",
        "The number at hand is taken: time steps for features, all heads for those of keys and values, the first layer's inputs for those of every layer.",
        "Ask of every letter whether the layer's constructor takes it; in a stack, what enters the second layer is the width of the first.",
    ),
    "arithmetic-slip": Chapter(
        "The sum is wrong",
        "The formula is right, but the number behind it was added in the head, or copied from a layer of other sizes.",
        "Multiply the last digits alone, and the first digits alone: both must agree with what is written.",
    ),
    "damaged-text": Chapter(
        "The text lost a sign",
        "Copying from a page loses what is raised or small: n² becomes n2, and a formula that was right is no longer one.",
        "A digit right behind a letter was a power or an index: read it both ways and see which of them balances.",
    ),
    "lower-order-terms": Chapter(
        "Only the leading terms are right",
        "12·L·d² is a good rule for a large model, and is passed on without its ≈.",
        "Look for terms of lower degree: where there are none, nobody counted biases, norms and embeddings. Behind an ≈ the same text is right.",
    ),
    "missing-embedding": Chapter(
        "An embedding is left out",
        "Papers state counts without embeddings, and the table of positions is small beside that of words.",
        "Look for the vocabulary and for the context length: each is the number of rows of a table, and needs a term of its own.",
    ),
    "missing-norm": Chapter(
        "A norm is left out",
        "Norms are drawn as thin bars and hold a thousandth of the numbers; the last one, behind the stack, is drawn nowhere.",
        "Count the norms: two in an encoder block, three in a decoder block, one more behind the stack, each 2·d with a shift and d without.",
    ),
    "tied-weights": Chapter(
        "The matrix of the head",
        "It is counted twice, or not at all, since no figure shows whether the output head shares the embedding's matrix: GPT-2's does, Llama's does not.",
        "Count how often V·d stands in the formula: once where it is shared, twice where not.",
    ),
}
