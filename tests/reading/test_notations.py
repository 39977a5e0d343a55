"""What people write and how it is read: text, tree in plain text, a guess that must be said."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from tests.reading.trees import plain

TABLES: dict[str, list[tuple[str, str, str | None]]] = {
    "plain": [
        ("4(nm+n^2)", "4*(n*m + n^2)", "nm read as n·m"),
        ("4((n+m+1)*m)", "4*((n + m + 1)*m)", None),
        ("4[(n+m+1)m]", "4*((n + m + 1)*m)", None),
        ("4{n(m+n)+n}", "4*(n*(m + n) + n)", "n(…) read as n·(…)"),
        ("n^2+nm+kn", "n^2 + n*m + k*n", "kn read as k·n"),
        ("((m * n)+1)*k", "((m*n) + 1)*k", None),
        ("12lh^2(1+13/(12h))", "12*l*h^2*(1 + 13/(12*h))", "lh read as l·h"),
        ("3(n^2 + nm + 2n)", "3*(n^2 + n*m + 2*n)", None),
        ("h(h+i)", "h*(h + i)", "h(…) read as h·(…)"),
        ("(a)(b)", "(a)*(b)", None),
        ("7^2C^2", "7^2*C^2", None),
        ("3DF + 4DNH", "3*D*F + 4*D*N*H", "DNH read as D·N·H"),
        ("12 n_layer d_model^2", "12*n_layer*d_model^2", "n_layer d_model read as n_layer·d_model"),
        ("V d + 12 L d^2", "V*d + 12*L*d^2", "V d read as V·d"),
        ("-n^2 + n^m^k", "-n^2 + n^m^k", None),
        ("2^-n", "2^(-n)", None),
        ("n*-m", "n*-m", None),
        ("n/m/k", "(n/m)/k", None),
        ("1,000,000 * d", "1000000*d", None),
    ],
    "names with an underscore or a hump": [
        ("4*(n_input+n_hidden+1)*n_hidden", "4*(n_input + n_hidden + 1)*n_hidden", None),
        ("(nInput+1)*n_output", "(nInput + 1)*n_output", None),
        ("num_hidden_units*h_units + m_in", "num_hidden_units*h_units + m_in", None),
        ("in_units*out_units+out_units", "in_units*out_units + out_units", None),
    ],
    "spaces of the web": [
        ("4\u00a0(nm+n^2+n)", "4*(n*m + n^2 + n)", "nm read as n·m"),
        ("4\u2009*\u202fn", "4*n", None),
    ],
    "letters or a word": [
        ("4*(nm + n^2)", "4*(n*m + n^2)", "nm read as n·m"),
        ("4(nh + h² + h)", "4*(n*h + h^2 + h)", "nh read as n·h"),
        ("dh*(dh + dx) + dh", "dh*(dh + dx) + dh", None),
        ("pi * zeta + S*test", "pi*zeta + S*test", None),
        ("in * out + out", "in*out + out", None),
        ("4out(inp+out+1)", "4*out*(inp + out + 1)", "out(…) read as out·(…)"),
        ("30kH", "30*k*H", "kH read as k·H"),
        ("L·(3DF + D)", "L*(3*D*F + D)", "DF read as D·F"),
        ("2Ldmodel", "2*L*dmodel", "Ldmodel read as L·dmodel"),
        ("Cin*Cout*k*k", "Cin*Cout*k*k", None),
        ("sin + cos", "sin + cos", None),
        ("beta(n+1)", "beta*(n + 1)", None),
        ("2dn_kv + 3dd_ff + n_hn_x", "2*d*n_kv + 3*d*d_ff + n_h*n_x", "n_hn_x read as n_h·n_x"),
        ("c1c2 + c1", "c1*c2 + c1", "c1c2 read as c1·c2"),
    ],
    "x as times": [
        ("256 x 128 + 128", "256*128 + 128", "x read as times"),
        ("vocab_size x embedding_dim", "vocab_size*embedding_dim", "x read as times"),
        ("N x M x K x K", "N*M*K*K", "x read as times"),
        ("3x3xc1xc2", "3*3*c1*c2", "x read as times"),
        ("1x1xCinxCout", "1*1*Cin*Cout", "x read as times"),
        ("kxkxcxf", "k*k*c*f", "x in kxkxcxf read as times"),
        ("(32x32 + 32x2)x3", "(32*32 + 32*2)*3", None),
        ("5,120 X 5,120 x4,096", "5120*5120*4096", None),
        ("r x (d_in + d_out)", "r*(d_in + d_out)", "x read as times"),
        ("4·h·(h + x + 1)", "4*h*(h + x + 1)", None),
        ("U x_t + h", "U*x_t + h", None),
        ("2xy", "2*x*y", "xy read as x·y"),
    ],
    "unicode": [
        ("4(nm+n²)", "4*(n*m + n^2)", None),
        ("4 × [ n(m+n) + n ]", "4*(n*(m + n) + n)", None),
        ("input_dim✖️output_dim", "input_dim*output_dim", None),
        ("n ⋅ m ∗ k • 2 ⨯ 3", "n*m*k*2*3", None),
        ("2n²−n", "2*n^2 - n", None),
        ("n÷m + ½n", "n/m + 1/2*n", None),
        ("n₁n₂ + n₂", "n_1*n_2 + n_2", None),
        ("n¹² + 2ⁿ + n⁻¹", "n^12 + 2^n + n^(-1)", None),
        ("λ·γ + β", "λ*γ + β", None),
        ("𝑛·𝑚", "n*m", None),
        ("４×（ｎ×ｍ＋ｎ²＋ｎ）", "4*(n*m + n^2 + n)", None),
        ("4×【n＋m】", "4*(n + m)", None),
        ("⌊(n+2p−k)/s⌋ + ⌈n/2⌉", "floor((n + 2*p - k)/s) + ceil(n/2)", None),
    ],
    "words": [
        ("(kernel_size * in_channels + 1) * filters", "(kernel_size*in_channels + 1)*filters", None),
        ("神经元个数 * (输入维度 + 1)", "神经元个数*(输入维度 + 1)", None),
        ("フィルターの縦 × フィルターの横", "フィルターの縦*フィルターの横", None),
        ("4 ডি (এন + ডি)", "4*ডি*(এন + ডি)", None),
        ("4·(output노드 + 1)", "4*(output노드 + 1)", None),
        ("(input_dim + 1) * 노드의 갯수", "(input_dim + 1)*‹노드의 갯수›", "노드의 갯수 read as one name"),
        ("(input + bias) * feature maps * feature map size", "(input + bias)*‹feature maps›*‹feature map size›", "feature map size read as one name"),
        ("kh ∗ kw ∗ out h", "kh*kw*‹out h›", "out h read as one name"),
        ("filter * kernel-width * kernel-high", "filter*‹kernel-width›*‹kernel-high›", "kernel-high read as one name"),
        ("units-input_dim*2", "units - input_dim*2", None),
        ("4*_of_filters*(_of_channels + 1)", "4*_of_filters*(_of_channels + 1)", None),  # as the next is printed
        ("# of filters x (# of channels + 1)", "‹# of filters›*(‹# of channels› + 1)", None),
        ("#filters * 2", "‹# filters›*2", None),
        ("4 o u t ( i n p + o u t )", "4*out*(inp + out)", "o u t read as out"),
    ],
    "code": [
        ("4*(n*m + n**2)", "4*(n*m + n^2)", None),
        ("self.units * (self.input_dim + 1)", "units*(input_dim + 1)", None),
        ("model_config.hidden_size ** 2", "hidden_size^2", None),
        ("$hiddenSize * ($inputSize + 1)", "hiddenSize*(inputSize + 1)", None),
        ("kernel_size[0] * input_shape[-1]", "kernel_size_0*‹input_shape_-1›", None),
        ("dim(U)+dim(W)", "dim_U + dim_W", None),
        ("(n + 2*p - k)//s + 1", "floor((n + 2*p - k)/s) + 1", None),
        ("math.floor(n / s) + np.ceil(m)", "floor(n/s) + ceil(m)", None),
        ("int(n*m)", "(n*m)", None),
        ("units*2 + (units if use_bias else 0)", "units*2 + (use_bias*units)", "units if use_bias else 0 read as use_bias times units"),
        ("(n if bias else m)", "(bias*n + (1 - bias)*m)", None),
        ("(n+m+1)*m*4  # LSTM, it's all", "(n + m + 1)*m*4", None),
        ("4 * n  // of an LSTM", "4*n", None),
        ("x.shape[-1] * W.shape[0]", "‹x_shape_-1›*W_shape_0", None),
        ("2*lambda + is", "2*lambda + is", None),
        ("assert n*m == total", "n*m", None),
        ("`n*m`", "n*m", None),
    ],
    "latex": [
        (r"4\left(nm+n^{2}\right)", "4*(n*m + n^2)", None),
        (r"4\cdot\left[n(m+n)+n\right]", "4*(n*(m + n) + n)", None),
        (r"\[4\times\big[(m+n)\times n+n\big]\]", "4*((m + n)*n + n)", None),
        (r"$4(nm + n^2 + n)$", "4*(n*m + n^2 + n)", None),
        (r"4 \cdot (nm + n)", "4*(n*m + n)", None),
        (r"4 d_{\text{model}}^2 + 2 d_{\text{model}} d_{\text{ff}}", "4*d_model^2 + 2*d_model*d_ff", None),
        (r"{d_\text{model}}^2 + d_{\rm ff}", "d_model^2 + d_ff", None),
        (r"3dd_{ff}", "3*d*d_ff", "dd_{ff} read as d·d_ff"),
        (r"W h_{t-1} + U x_t", "W*‹h_t-1› + U*x_t", None),
        (r"\frac12 n(n+1)", "1/2*n*(n + 1)", None),
        (r"\dfrac{n(n+1)}{2}", "(n*(n + 1))/2", None),
        (r"\frac n m + \frac{V+s}{12lh}", "n/m + (V + s)/(12*l*h)", None),
        (r"\lfloor (n + 2p - k)/s \rfloor + 1", "floor((n + 2*p - k)/s) + 1", None),
        (r"\mathrm{units}\times(\mathrm{input\_dim}+1)", "units*(input_dim + 1)", None),
        (r"\text{nk} * (\text{kh} * \text{kw} + 1)", "nk*(kh*kw + 1)", None),
        (r"n \times \textrm{# filters}", "n*‹# filters›", None),
        (r"4n\,(n+m+1)\quad .", "4*n*(n + m + 1)", None),
        (r"2\beta_1 + 2\gamma C", "2*beta_1 + 2*gamma*C", None),
        (r"|\mathcal{V}| \cdot d", "V*d", None),
        (r"(V{+}T)d", "(V + T)*d", None),
        (r"{\color{red}12} \times \mathbf{86,567}", "12*86567", None),
        (r"\underbrace{4 d^{2}}_{W_Q, W_K} + \underbrace{2d}_{\text{two LN}}", "4*d^2 + 2*d", None),
        (r"\boxed{4n} \tag{1}\label{eq:1} \\", "4*n", None),
        (r"4 \* n \+ total\_units", "4*n + total_units", None),
        (r"$2d^2 + 2d cdot d_{head}$", "2*d^2 + 2*d*d_head", r"cdot read as \cdot"),
    ],
    "remarks": [
        ("4*d^2 (QKV + proj)", "4*d^2", "(QKV + proj) read as a remark"),
        ("4*units (hidden + units)", "4*units*(hidden + units)", "units (…) read as units·(…)"),
        ("3*d*f (w1, w2, w3)", "3*d*f", "(w1, w2, w3) read as a remark"),
        ("n*m (+n with a bias)", "n*m", "(+n with a bias) read as a remark"),
        ("3*d*f (50% more than FFN)", "3*d*f", "(50% more than FFN) read as a remark"),
        ("4*n[^1]", "4*n", "[^1] read as a footnote"),
        ("- [x] 12*n", "12*n", None),
        ("(r * n) as u64", "(r*n)", "as u64 read as a remark"),
        (r"\underbrace{4d}\_{\text{CrossAttn}}", "4*d", None),
        (r"4n \tag{*}", "4*n", None),
        ("4*n*(n+m) (+4n biases)", "4*n*(n + m) + 4*n", "(+4n biases) read as a term"),
        ("160 (+20 biases)", "160 + 20", "(+20 biases) read as a term"),
        ("160 weights (+20 biases)", "160 + 20", "(+20 biases) read as a term"),
        ("180 parameters (+20 biases)", "180", "parameters (+20 biases) behind 180 left out"),  # biases are parameters
        ("in(3) * out(8) * k(3) + out(8)", "3*8*3 + 8", "in(3) read as 3"),
        ("n(3)*m", "n*(3)*m", None),  # not every word
        ("n(3) + n(4)", "n*(3) + n*(4)", None),  # not one number for one word
        ("4(nˆ2 + n)", "4*(n^2 + n)", None),
        ("4608 (16x32x3x3)", "4608", "(16x32x3x3) read as a remark"),
        ("4608 (16x32x3)", "4608*(16*32*3)", None),
        ("4*bias(1) + LSTM_Layer(4)*n", "4*1 + 4*n", "LSTM_Layer(4) read as 4"),
        ("x(784 neurons) * w(64 weights)", "784*64", "x(784 neurons) read as 784"),
        ("9216 weights and 64 biases", "9216 + 64", "weights behind 9216 read as a remark"),
        ("3 inputs × 4 neurons + 4 biases = 16", "3*4 + 4", "inputs, neurons, biases behind numbers read as remarks"),
        ("256 at conv1d + 128 at dense", "256 + 128", "at conv1d behind 256 read as a remark"),
        ("n^{[l]} (n^{[l-1]} + 1)", "n_l*(‹n_l-1› + 1)", "n^{[l]} read as one name"),
    ],
    "numbers": [
        ("295.168 + 38.411", "295168 + 38411", "295.168 read as 295168: a count is whole"),
        ("295.168 * d", "36896/125*d", None),
        ("1.234.567 + 1,5 million", "1234567 + 1500000", None),
        ("1억 2,345만", "100000000 + 23450000", None),
        ("3.2k + 1.1k", "3200 + 1100", None),
        ("50{,}257 + 1{,}050{,}624", "50257 + 1050624", None),
        (r"65\,536 + 1_000", "65536 + 1000", None),
        ("17 920 + 2", "17920 + 2", "17 920 read as one number"),
        ("8 x 17,61,60,768", "8*176160768", None),
        ("2.5d^2", "5/2*d^2", None),
        ("4e3 * d", "4000*d", None),
        ("32 biases + 3*3", "32 + 3*3", "biases behind 32 read as a remark"),
        ("4*(n + 1) params", "4*(n + 1)", "params behind the brackets left out"),
        ("12*n² params", "12*n^2", "params behind n² left out"),
        ("124M params", "124000000", "params behind 124M left out"),
        ("64 (bias) + 4h (two LN per layer)", "64 + 4*h", "(two LN per layer) read as a remark"),
        ("23,184 （嵌入层） + 2", "23184 + 2", None),
        ("784x30再加上30个b", "784*30 + 30", None),
        ("(3\n33+1)32", "(3*33 + 1)*32", "a lost product sign between 3 and 33"),
    ],
}


@pytest.mark.parametrize("text, expected, note", [row for table in TABLES.values() for row in table])
def test_reading(text: str, expected: str, note: str | None) -> None:
    formula = parse(text)
    assert plain(formula.node) == expected
    assert note is None or note in (*formula.notes, *formula.damage)


def test_what_is_ambiguous_says_so() -> None:
    assert parse("n/2m").notes == ("n/2m read as n/2·m; it may also mean n/(2·m)",)
    assert plain(parse("n/2m").node) == "n/2*m"


def test_a_reading_without_a_guess_has_no_notes() -> None:
    assert parse("4*(n*m + n^2)").notes == ()
