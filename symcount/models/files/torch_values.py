"""What the names in PyTorch's pickles mean: storages, and tensors that lie in them. Every other name is refused, or left unread if it is harmless."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.span import DAMAGED
from symcount.models.files.tensors import MAX_SIDES

STORAGES = {
    "DoubleStorage": ("float64", 8), "FloatStorage": ("float32", 4), "HalfStorage": ("float16", 2), "BFloat16Storage": ("bfloat16", 2),
    "LongStorage": ("int64", 8), "IntStorage": ("int32", 4), "ShortStorage": ("int16", 2), "CharStorage": ("int8", 1), "ByteStorage": ("uint8", 1),
    "BoolStorage": ("bool", 1), "ComplexDoubleStorage": ("complex128", 16), "ComplexFloatStorage": ("complex64", 8),
    "QInt8Storage": ("qint8", 1), "QUInt8Storage": ("quint8", 1), "QInt32Storage": ("qint32", 4),
    "QUInt4x2Storage": ("quint4", 1), "QUInt2x4Storage": ("quint2", 1), "UntypedStorage": ("", 1), "_UntypedStorage": ("", 1),
}  # fmt: skip
"""The storages by the numbers in them, and how many bytes one takes; quantised ones stand for a parameter each."""

TYPES = {
    "float64": 8, "double": 8, "float32": 4, "float": 4, "float16": 2, "half": 2, "bfloat16": 2, "int64": 8, "long": 8, "int32": 4, "int": 4,
    "int16": 2, "short": 2, "int8": 1, "uint8": 1, "uint16": 2, "uint32": 4, "uint64": 8, "bool": 1, "complex64": 8, "complex128": 16, "complex32": 4,
    "float8_e4m3fn": 1, "float8_e5m2": 1, "float8_e4m3fnuz": 1, "float8_e5m2fnuz": 1, "float8_e8m0fnu": 1, "float4_e2m1fn_x2": 1,
    "qint8": 1, "quint8": 1, "qint32": 4, "quint4x2": 1, "quint2x4": 1,
}  # fmt: skip
"""PyTorch's types of numbers, and how many bytes one takes."""

SEVERAL_IN_A_BYTE = {"quint4": 2, "quint2": 4}

MAX_ARGUMENTS = 16
"""What a tensor is made of; a call copies its arguments, which may be a tuple without end."""

HARMLESS = frozenset(
    {
        "argparse.Namespace", "types.SimpleNamespace", "builtins.set", "__builtin__.set", "_codecs.encode", "builtins.complex", "builtins.slice",
        "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
        "numpy.dtype", "numpy.ndarray", "datetime.datetime", "datetime.date", "datetime.timedelta", "datetime.timezone", "pathlib.PosixPath",
        "pathlib.WindowsPath", "pathlib._local.PosixPath", "collections.defaultdict", "collections.Counter", "builtins.dict", "__builtin__.dict",
        "builtins.list", "__builtin__.list", "builtins.int", "builtins.float", "builtins.str", "torch.device", "torch.Tensor", "torch._C._TensorMeta",
        "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer", "torch.strided", "torch.sparse_coo", "torch.sparse_csr", "torch.per_tensor_affine",
        "torch.per_channel_affine", "torch.per_tensor_symmetric", "torch.per_channel_symmetric", "torch.per_channel_affine_float_qparams",
        "torch.serialization._get_layout", "torch.torch_version.TorchVersion", "torch.contiguous_format", "torch.channels_last",
        "lightning_fabric.utilities.data.AttributeDict", "lightning.fabric.utilities.data.AttributeDict",
        "pytorch_lightning.utilities.parsing.AttributeDict", "pytorch_lightning.callbacks.model_checkpoint.ModelCheckpoint",
    }
)  # fmt: skip
"""What checkpoints hold beside tensors, by the names of Python's own objects. Nothing of it is built."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a module, and nothing more than that."""

    text: str


@dataclass(frozen=True, slots=True)
class Storage:
    """Numbers that lie one behind the other; `key` says which ones of the file. `types` and `width` are those of each number."""

    key: str
    numbers: str
    width: int
    length: int

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.width * self.length


@dataclass(frozen=True, slots=True)
class Stored:
    """A tensor as a view of a storage; without one only its shape is known."""

    shape: tuple[int, ...]
    numbers: str
    storage: Storage | None = None
    offset: int = 0
    strides: tuple[int, ...] = ()
    trainable: bool = True

    @property
    def identity(self) -> object:
        """What is the same for tensors that are the same numbers, transposed or not; None where nobody can tell."""
        if self.storage is None or 0 in self.shape:
            return None
        return self.storage.key, self.offset, steps(self.strides, self.shape)


def steps(strides: Iterable[int], shape: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Which numbers of a storage a view goes through, in whichever order of its axes.

    >>> steps((4, 1), (3, 4)) == steps((1, 4), (4, 3))
    True
    """
    return tuple(sorted((stride, side) for stride, side in zip(strides, shape, strict=True) if side != 1))


def named(module: str, name: str) -> object:
    """What a name in a pickle means. Errors: `FileError` for one that is no part of a tensor, such as a function."""
    whole = f"{module}.{name}"
    if module in ("torch", "torch.storage", "torch.cuda") and (name in STORAGES or name in TYPES):
        return Named(name)
    if whole in HARMLESS or whole in CALLS:
        return Named(whole)
    raise FileError(f"it names {shown(whole)}, which is no tensor; nothing of it was run", hint="save the tensors alone: torch.save(model.state_dict(), path)")


def called(function: object, arguments: Any) -> object:
    """What a name gives for arguments: a tensor, a dictionary, or nothing that is of interest.

    Errors: `FileError` for arguments that make no tensor.
    """
    build = CALLS.get(function.text) if isinstance(function, Named) else None
    if build and not (isinstance(arguments, tuple) and len(arguments) <= MAX_ARGUMENTS):
        raise FileError(f"a tensor in it is made of {shown(arguments)}", hint=DAMAGED)
    try:
        return build(*arguments) if build else None
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise FileError(f"a tensor in it is made of {shown(arguments)}", hint=DAMAGED) from error


def stored(identity: Any) -> Storage:
    """A storage by what the pickle says of it. Errors: `FileError` for what is none."""
    match identity:
        case ("storage", Named(kind), str(key), _, int(length), *_) if kind in STORAGES and length >= 0:
            return Storage(key, *STORAGES[kind], length)
        case ("module", *_):
            raise FileError("it holds a whole module, not its tensors", hint="save the tensors alone: torch.save(model.state_dict(), path)")
    raise FileError(f"the numbers of a tensor are said to be in {shown(identity)}", hint=DAMAGED)


def _view(storage: object, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> Stored:
    """A tensor in a storage, all of it inside."""
    if not (isinstance(storage, Storage) and _are_whole(shape) and _are_whole(strides) and _are_whole((offset,)) and len(shape) == len(strides)):
        raise TypeError
    last = offset + sum((side - 1) * stride for side, stride in zip(shape, strides, strict=True)) if 0 not in shape else -1
    if last >= storage.length * SEVERAL_IN_A_BYTE.get(storage.numbers, 1):
        raise FileError(f"a tensor of shape {shown(list(shape))} is said to lie in {storage.length:,} numbers", hint=DAMAGED)
    return Stored(tuple(shape), storage.numbers, storage, offset, tuple(strides))


def _typed_view(
    storage: Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], _grad: object, _hooks: object, kind: Named, *_: object
) -> Stored:
    width = TYPES[kind.text]
    return _view(replace(storage, numbers=kind.text, width=width, length=storage.size // width), offset, shape, strides)


def _without_numbers(kind: Named, shape: tuple[int, ...], *_: object) -> Stored:
    if not _are_whole(shape):
        raise TypeError
    return Stored(tuple(shape), kind.text)


def _sparse(_layout: object, data: tuple[object, ...]) -> Stored:
    """A sparse tensor counts as PyTorch counts it: with what is zero."""
    values, shape = data[-3] if len(data) == 4 else data[-2], data[2]
    if not (isinstance(values, Stored) and isinstance(shape, tuple) and _are_whole(shape)):
        raise TypeError
    return Stored(shape, values.numbers)


def _parameter(data: object, requires_grad: object, *_: object) -> object:
    return replace(data, trainable=requires_grad is True) if isinstance(data, Stored) else data


def _shape(sides: tuple[int, ...] = (), *_: object) -> tuple[int, ...]:
    """A shape; nothing else is copied, since what is large could be copied again and again."""
    if not _are_whole(sides):
        raise TypeError
    return tuple(sides)


def _of_a_type(function: object, _type: object, arguments: Any, *_: object) -> object:
    if function == Named("torch._tensor._rebuild_from_type_v2"):
        raise TypeError  # one inside the other without end
    return called(function, arguments)


def _are_whole(numbers: object) -> bool:
    """Whether these are the sides of a shape."""
    return isinstance(numbers, (tuple, list)) and len(numbers) <= MAX_SIDES and all(type(one) is int and 0 <= one < 2**63 for one in numbers)


CALLS: dict[str, Callable[..., object]] = {
    "torch._utils._rebuild_tensor": _view,
    "torch._utils._rebuild_tensor_v2": _view,
    "torch._utils._rebuild_tensor_v3": _typed_view,
    "torch._utils._rebuild_qtensor": _view,
    "torch._utils._rebuild_parameter": _parameter,
    "torch._utils._rebuild_parameter_with_state": _parameter,
    "torch._utils._rebuild_meta_tensor_no_storage": _without_numbers,
    "torch._utils._rebuild_sparse_tensor": _sparse,
    "torch._tensor._rebuild_from_type_v2": _of_a_type,
    "collections.OrderedDict": lambda *_: {},
    "collections.defaultdict": lambda *_: {},
    "torch.Size": _shape,
}
"""What the names that tensors are made of give for their arguments."""
