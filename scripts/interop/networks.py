"""ACGAN, CGAN and DCGAN in Keras 2, built as the original programs build them: a Sequential, called on
the inputs. Any side that 4 divides, any number of classes and width of the noise."""
import numpy as np
from tf_keras import Input, Model, Sequential, layers


def leaky():
    return layers.LeakyReLU(0.2)


def normalization():
    return layers.BatchNormalization(momentum=0.8)


def gated(sequential, image, classes):
    """The model of an input and a label, whose embedding multiplies the flattened input."""
    label = Input((1,), dtype="int32")
    flat = layers.Flatten()(image) if len(image.shape) > 2 else image
    gate = layers.Flatten()(layers.Embedding(classes, flat.shape[1])(label))
    return Model([image, label], sequential(layers.multiply([flat, gate])))


def generator(kind, side, classes, latent):
    noise = Input((latent,))
    if kind == "cgan":
        stack = []
        for width in (256, 512, 1024):
            stack += [layers.Dense(width), leaky(), normalization()]
        stack += [layers.Dense(side * side, activation="tanh"), layers.Reshape((side, side, 1))]
        return gated(Sequential(stack), noise, classes)
    base = side // 4
    stack = [layers.Dense(128 * base * base, activation="relu"), layers.Reshape((base, base, 128))]
    if kind == "acgan":
        stack.append(normalization())
    for channels in (128, 64):
        after = [layers.Activation("relu"), normalization()]
        stack += [layers.UpSampling2D(), layers.Conv2D(channels, 3, padding="same")]
        stack += after if kind == "acgan" else after[::-1]
    stack += [layers.Conv2D(1, 3, padding="same"), layers.Activation("tanh")]
    if kind == "acgan":
        return gated(Sequential(stack), noise, classes)
    return Model(noise, Sequential(stack)(noise))


def discriminator(kind, side, classes):
    image = Input((side, side, 1))

    def convolution(channels, stride):
        return layers.Conv2D(channels, 3, strides=stride, padding="same")

    def drop(rate=0.25):
        return layers.Dropout(rate)

    padding = layers.ZeroPadding2D(((0, 1), (0, 1)))
    if kind == "cgan":
        stack = [layers.Dense(512), leaky()]
        for _ in range(2):
            stack += [layers.Dense(512), leaky(), drop(0.4)]
        stack.append(layers.Dense(1, activation="sigmoid"))
        return gated(Sequential(stack), image, classes)
    if kind == "dcgan":
        stack = [convolution(32, 2), leaky(), drop(), convolution(64, 2), padding]
        stack += [normalization(), leaky(), drop()]
        for channels, stride in ((128, 2), (256, 1)):
            stack += [convolution(channels, stride), normalization(), leaky(), drop()]
        stack += [layers.Flatten(), layers.Dense(1, activation="sigmoid")]
        return Model(image, Sequential(stack)(image))
    stack = [convolution(16, 2), leaky(), drop(), convolution(32, 2), padding, leaky(), drop()]
    stack += [normalization(), convolution(64, 2), leaky(), drop(), normalization()]
    stack += [convolution(128, 1), leaky(), drop(), layers.Flatten()]
    features = Sequential(stack)(image)
    validity = layers.Dense(1, activation="sigmoid")(features)
    label = layers.Dense(classes, activation="softmax")(features)
    return Model(image, [validity, label])


def perturb(model, random):
    """Moves every weight, so that an exchange of any two of them shows."""
    for weight in model.weights:
        value = weight.numpy()
        if "moving_variance" in weight.name:
            weight.assign(random.uniform(0.5, 1.5, value.shape))
        else:
            weight.assign(value + random.normal(0, 0.05, value.shape))


def save(model, folder, name):
    with open(f"{folder}/{name}.json", "w") as file:
        file.write(model.to_json())
    model.save_weights(f"{folder}/{name}_weights.hdf5")


def answers(kind, generator, discriminator, noise, label, images=None):
    """What the networks say in inference mode: images, validity and, of an ACGAN, label probabilities; of
    given images where there are some."""
    label = label[:, None]
    made = generator(noise if kind == "dcgan" else [noise, label], training=False).numpy()
    seen = made if images is None else images
    said = discriminator([seen, label] if kind == "cgan" else seen, training=False)
    said = said if kind == "acgan" else [said]
    names = ("image", "validity", "label")
    return dict(zip(names, [made] + [np.asarray(one) for one in said]))
