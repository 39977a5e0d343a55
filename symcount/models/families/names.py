"""The sizes that only whole models have, beside the roles: what each is, and its letter."""

from __future__ import annotations

from symcount.roles import ROLES

OWN_SIZES: dict[str, tuple[str, str]] = {
    "active_experts": ("experts that one token goes through", "k"),
    "attention_width": ("width of the mixture in time", "a"),
    "decoder_ff": ("inner width of the decoder's feed-forward layers", "d_dec"),
    "encoder_ff": ("inner width of the encoder's feed-forward layers", "d_enc"),
    "expert_ff": ("inner width of one expert", "d_e"),
    "first_width": ("width of the first stage", "C"),
    "group_layers": ("layers of one group", "L_g"),
    "num_buckets": ("distances that are told apart", "B"),
    "num_dense_layers": ("layers without experts, which come first", "L_d"),
    "num_groups": ("groups of layers, each used again and again", "G"),
    "num_segments": ("segments, such as a first and a second sentence", "S"),
    "num_shared_experts": ("experts that every token goes through", "E_s"),
    "ratio": ("inner width of a feed-forward layer over the model's width", "rho"),
    "registers": ("tokens that nothing is read from", "R"),
    "shared_ff": ("inner width of the expert that every token goes through", "d_s"),
    "source_length": ("positions of the encoder", "s_enc"),
    "sparse_step": ("every so many-th layer has experts", "p"),
    "target_vocab": ("words of the target language", "V_dec"),
    "window": ("side of a window of attention", "M"),
    "text_head_dim": ("width of one head of the texts' model", "d_h"),
    "text_num_heads": ("attention heads of the texts' model", "h"),
    "text_num_kv_heads": ("key and value heads of the texts' model", "h_kv"),
    "text_context_length": ("positions of a text", "s"),
    "text_d_ff": ("inner width of the encoder of texts", "f_t"),
    "text_d_model": ("width of the encoder of texts", "d_t"),
    "text_num_layers": ("layers of the encoder of texts", "L_t"),
    "text_vocab_size": ("words of the texts", "V"),
    "vision_d_ff": ("inner width of the encoder of images", "f_v"),
    "vision_d_model": ("width of the encoder of images", "d_v"),
    "vision_input_channels": ("channels of an image", "C"),
    "vision_num_layers": ("layers of the encoder of images", "L_v"),
}
"""By its name: what it is, and the letter that stands for it where a paper has no other."""

OWN_LETTERS = {name: letter for name, (_, letter) in OWN_SIZES.items()}


def meaning(name: str) -> str:
    """What a size is, in words.

    >>> meaning("d_model"), meaning("expert_ff")
    ('width of a transformer', 'inner width of one expert')
    """
    return OWN_SIZES[name][0] if name in OWN_SIZES else ROLES[name].meaning
