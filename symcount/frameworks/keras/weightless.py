"""The layers of Keras without weights, and the arguments of each: https://keras.io/api/layers, Keras 3.15."""

from __future__ import annotations

from symcount.frameworks.mapping import weightless

WEIGHTLESS = weightless(
    """
    Activation: activation
    ActivityRegularization: l1 l2
    AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D: output_size data_format
    AdaptiveMaxPooling3D: output_size data_format
    Add Average Identity Maximum Minimum Multiply Subtract:
    AlphaDropout Dropout: rate noise_shape seed
    AugMix: value_range num_chains chain_depth factor alpha all_ops interpolation seed data_format
    AutoContrast: value_range data_format
    AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D MaxPool1D MaxPool2D: pool_size strides padding data_format
    MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D: pool_size strides padding data_format
    CategoryEncoding: num_tokens output_mode sparse
    CenterCrop: height width data_format
    Concatenate Softmax UnitNormalization: axis
    ContrastLimitedAdaptiveHistogramEqualization: value_range clip_limit tile_grid_size data_format
    Cropping1D: cropping
    Cropping2D Cropping3D: cropping data_format
    CutMix: factor seed data_format
    Discretization: bin_boundaries num_bins epsilon output_mode sparse
    Dot: axes normalize
    ELU: alpha
    Equalization: value_range bins data_format
    Flatten: data_format
    GaussianDropout SpatialDropout1D: rate seed
    GaussianNoise: stddev seed
    GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D: data_format keepdims
    GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D: data_format keepdims
    HashedCrossing: num_bins output_mode sparse
    Hashing: num_bins mask_value salt output_mode sparse
    InputLayer: shape batch_size sparse ragged batch_shape input_tensor optional input_shape batch_input_shape
    IntegerLookup: max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype idf_weights
    IntegerLookup: invert output_mode sparse pad_to_max_tokens oov_method salt vocabulary_size has_input_vocabulary
    Lambda: function output_shape mask arguments
    LeakyReLU: negative_slope alpha
    Masking: mask_value
    MaxNumBoundingBoxes: max_number fill_value data_format
    MelSpectrogram: fft_length sequence_stride sequence_length window sampling_rate num_mel_bins
    MelSpectrogram: min_freq max_freq power_to_db top_db mag_exp min_power ref_power
    MixUp: alpha data_format seed
    Permute: dims
    RandAugment: value_range num_ops factor interpolation seed data_format
    RandomBrightness RandomContrast: factor value_range seed data_format
    RandomColorDegeneration RandomHue RandomPosterization RandomSaturation RandomSharpness: factor value_range data_format seed
    RandomColorJitter: value_range brightness_factor contrast_factor saturation_factor hue_factor seed data_format
    RandomCrop: height width seed data_format
    RandomElasticTransform: factor scale interpolation fill_mode fill_value value_range seed data_format
    RandomErasing: factor scale fill_value value_range seed data_format
    RandomFlip: mode seed data_format
    RandomGaussianBlur: factor kernel_size sigma value_range data_format seed
    RandomGrayscale: factor data_format seed
    RandomInvert: factor value_range seed data_format
    RandomPerspective: factor scale interpolation fill_value seed data_format
    RandomRotation: factor fill_mode interpolation seed fill_value data_format
    RandomShear: x_factor y_factor interpolation fill_mode fill_value data_format seed
    RandomTranslation RandomZoom: height_factor width_factor fill_mode interpolation seed fill_value data_format
    ReLU: max_value negative_slope threshold
    RepeatVector: n
    Rescaling: scale offset
    Reshape: target_shape
    Resizing: height width interpolation crop_to_aspect_ratio pad_to_aspect_ratio fill_mode fill_value antialias data_format
    Solarization: addition_factor threshold_factor value_range seed data_format
    SpatialDropout2D SpatialDropout3D: rate data_format seed
    StringLookup: max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights invert
    StringLookup: output_mode pad_to_max_tokens sparse encoding salt vocabulary_size has_input_vocabulary
    TextVectorization: max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens
    TextVectorization: vocabulary idf_weights sparse ragged encoding vocabulary_size has_input_vocabulary
    UpSampling1D: size
    UpSampling2D: size data_format interpolation
    UpSampling3D: size data_format
    ZeroPadding1D ZeroPadding2D ZeroPadding3D: padding data_format
    """
)
