"""The layers of Keras without weights: https://keras.io/api/layers, Keras 3.15."""

from __future__ import annotations

WEIGHTLESS = frozenset(
    f"""
    InputLayer Identity Lambda Masking ActivityRegularization
    Activation ReLU LeakyReLU ELU Softmax
    Dropout AlphaDropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D
    Flatten Reshape Permute RepeatVector
    Add Subtract Multiply Average Maximum Minimum Concatenate Dot
    UnitNormalization Rescaling Resizing CenterCrop MaxNumBoundingBoxes MelSpectrogram
    CategoryEncoding Discretization Hashing HashedCrossing IntegerLookup StringLookup TextVectorization
    {" ".join(f"{what}{place}D" for what in ("Cropping", "ZeroPadding", "UpSampling") for place in (1, 2, 3))}
    {" ".join(f"{what}Pooling{place}D" for what in ("Average", "Max", "GlobalAverage", "GlobalMax", "AdaptiveAverage", "AdaptiveMax") for place in (1, 2, 3))}
    {" ".join(f"{what}Pool{place}D" for what in ("Avg", "Max", "GlobalAvg", "GlobalMax") for place in (1, 2, 3))}
    AutoContrast AugMix ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization MixUp RandAugment Solarization
    RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip
    RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation
    RandomSharpness RandomShear RandomTranslation RandomZoom
    """.split()
)
