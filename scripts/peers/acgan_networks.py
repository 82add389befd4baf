"""The networks of the ACGAN in Keras 2, as Ganbook has them. Heads give logits."""
from tf_keras import Input, Model, layers


def normalization():
    return layers.BatchNormalization(momentum=0.8, epsilon=1e-3)


def generator():
    noise, label = Input((100,)), Input((), dtype="int32")
    x = noise * layers.Embedding(10, 100)(label)
    x = layers.Dense(7 * 7 * 128, activation="relu")(x)
    x = normalization()(layers.Reshape((7, 7, 128))(x))
    for channels in (128, 64):
        x = layers.UpSampling2D()(x)
        x = layers.Conv2D(channels, 3, padding="same", activation="relu")(x)
        x = normalization()(x)
    image = layers.Conv2D(1, 3, padding="same", activation="tanh")(x)
    return Model([noise, label], image)


def discriminator():
    image = Input((28, 28, 1))

    def leaky_dropout(x):
        return layers.Dropout(0.25)(layers.LeakyReLU(0.2)(x))

    x = leaky_dropout(layers.Conv2D(16, 3, strides=2, padding="same")(image))
    x = layers.Conv2D(32, 3, strides=2, padding="same")(x)
    x = leaky_dropout(layers.ZeroPadding2D(((0, 1), (0, 1)))(x))
    x = normalization()(x)
    x = leaky_dropout(layers.Conv2D(64, 3, strides=2, padding="same")(x))
    x = normalization()(x)
    x = leaky_dropout(layers.Conv2D(128, 3, padding="same")(x))
    x = layers.Flatten()(x)
    return Model(image, [layers.Dense(1)(x), layers.Dense(10)(x)])
