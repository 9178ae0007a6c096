"""What the judge runs: studies, trainings, stopped trainings. The same content for both sides, from fixed seeds.

To cover something new, add a case; a case with an old name and a new content is run again on both sides.
"""

import json
import pathlib
import random

OWN = pathlib.Path(__file__).resolve().parent

# ---- studies ---------------------------------------------------------------------------------------------------------


def network(sizes, noises, encoding, loss, seed, points=4):
    """A network with random parameters of three digits, and data."""
    draw = random.Random(seed)

    def numbers(count):
        return [round(draw.uniform(-1.5, 1.5), 3) for _ in range(count)]

    layers = []
    for k, (width, units) in enumerate(zip(sizes[:-1], sizes[1:])):
        head = k == len(sizes) - 2
        layer = {
            "name": f"layer{k}",
            "kind": "linear-head" if head else noises[k % len(noises)] + "-bernoulli",
            "n_in": width,
            "n_out": units,
            "weight": [numbers(width) for _ in range(units)],
            "bias": numbers(units),
        }
        if not head and k % 2 == 1:
            layer["scale"] = 1.5
        layers.append(layer)
    labels = {
        "logistic": lambda: draw.choice([-1, 1]),
        "softmax": lambda: draw.randrange(sizes[-1]),
        "squared": lambda: numbers(sizes[-1]),
    }[loss]
    data = {"x": [numbers(sizes[0]) for _ in range(points)], "y": [labels() for _ in range(points)]}
    return {"encoding": encoding, "loss": loss, "network": layers, "data": data}


def function(logits, seed, scale=1.0):
    """A function of bits by a table."""
    draw = random.Random(seed)
    return {"logits": logits, "f_table": [scale * round(draw.uniform(-2, 3), 3) for _ in range(2 ** len(logits))]}


# Arguments that are not the default ones; those that one layer of bits needs stand apart.
VARIANTS = (
    "psa(smoothing=false),st-hardtanh(0.7),reinforce(baseline=0.7),reinforce(4,baseline=leave-one-out),"
    "reinforce(baseline=running-mean),reinforce(baseline=optimal),loorf(2),arms(2),arms-gaussian(3),arms-rotation(3),"
    "concrete(1),st-gumbel(1),bayesbinn(1),double-cv(3),rodeo(3)"
)
BITS = "unordered-set(3),rebar(1),relax(1)"


def studies():
    """Name: the case and its options."""
    examples = {path.stem: json.loads(path.read_text()) for path in sorted(OWN.glob("*.json"))}
    kinds = ("logistic", "gaussian", "uniform", "triangular")
    every = ["--estimators", "all", "--trials", "600"]
    exact = ["--estimators", "psa,st,reinforce,mean-field", "--trials", "100", "--exact-moments"]
    cases = {f"{name}-all": (case, every) for name, case in examples.items()}
    cases |= {f"{name}-exact-moments": (case, exact) for name, case in examples.items() if name != "table"}
    bits = "psa,reinforce,loorf(4),arm,disarm,arms(4),local-expectation,bitflip,ugc,unordered-set(2),enumeration"
    three = [0.4, -1.2, 0.1]
    cases["bits-exact-moments"] = (function(three, 1), ["--estimators", bits, "--trials", "60", "--exact-moments"])
    cases["bits-budget"] = (function(three, 2),
                            ["--estimators", bits + ",arms-gaussian(4)", "--trials", "400", "--budget", "4,20,100"])
    cases["bits-variants"] = (examples["function"], ["--estimators", f"{VARIANTS},{BITS}", "--trials", "300"])
    cases["formula-budget"] = (examples["function"], ["--estimators", "all", "--trials", "100", "--budget", "10,200"])
    cases["bits-tiny-loss"] = (function([0.4, -1.2], 3, 1e-200), ["--estimators", "psa,arm", "--trials", "300"])
    cases["bits-saturated"] = (function([-400, 30, 0.2], 4),
                               ["--estimators", "psa,reinforce,enumeration", "--trials", "300"])
    wide = ["--estimators", "psa,st,reinforce,arm,mean-field,ap2,local-reparameterisation,concrete(0.5),nvil,reinmax",
            "--trials", "300", "--samples", "1,7,50", "--seed", "9"]
    cases["spins-squared"] = (network([3, 4, 3, 2], kinds[1:], "+-1", "squared", 5), wide)
    cases["bits-softmax"] = (network([2, 5, 5, 4], kinds, "0/1", "softmax", 6), wide)
    cases["spins-deep"] = (network([2, 3, 3, 3, 3, 1], kinds[::-1], "+-1", "logistic", 7), wide)
    cases["bits-squared-variants"] = (network([3, 4, 4, 2], kinds, "0/1", "squared", 10),
                                      ["--estimators", VARIANTS, "--trials", "200"])
    cases["stateful"] = (network([3, 4, 3, 1], ("logistic",), "+-1", "logistic", 11),
                         ["--estimators", "nvil,double-cv(2),rodeo(2),reinforce(baseline=running-mean)", "--trials",
                          "300", "--threads", "1"])
    cases["no-exact-gradient"] = (network([8, 40, 40, 1], ("logistic",), "+-1", "logistic", 8, points=2),
                                  ["--estimators", "psa,st,reinforce", "--trials", "100"])
    return cases


# ---- trainings -------------------------------------------------------------------------------------------------------


def bernoulli(units, **more):
    return {"kind": "bernoulli", "units": units, **more}


def convolution(channels, kernel, **more):
    return {"kind": "convolution", "channels": channels, "kernel": kernel, **more}


def dense(units, activation, **more):
    return {"kind": "dense", "units": units, "activation": activation, **more}


def pooling(kind, side=2):
    return {"kind": kind + "-pooling", "side": side}


def dropout(rate):
    return {"kind": "dropout", "rate": rate}


# Every kind of layer, in the places where methods treat it differently: before and behind states. The head is softmax.
FRONTS = {
    "dense": [bernoulli(30), bernoulli(20, noise="gaussian", scale=0.8)],
    "noises": [bernoulli(16, noise="uniform", scale=2), bernoulli(14, noise="triangular"), bernoulli(12)],
    "convolution": [convolution(4, 5, stride=3, padding=1), pooling("max"), bernoulli(12)],
    "convolutions": [convolution(3, 4, stride=4), convolution(4, 3, stride=2, padding=1, noise="gaussian"),
                     bernoulli(12)],
    "pooling": [convolution(4, 5, stride=2), pooling("sum"), convolution(5, 2), pooling("average")],
    "normalised": [convolution(4, 5, stride=3, normalised=True), bernoulli(15, normalised=True)],
    "dropout": [dropout(0.2), bernoulli(25), dropout(0.4)],
    "real": [convolution(4, 5, stride=3, activation="relu"), pooling("average"), dense(16, "tanh"), bernoulli(12),
             bernoulli(8)],
    "real-behind": [bernoulli(20), dense(12, "relu", normalised=True), bernoulli(10), dense(8, "hardtanh")],
    "real-convolution-behind": [convolution(3, 4, stride=4), convolution(4, 3, activation="tanh", padding=1),
                                bernoulli(10)],
    "real-only": [dense(20, "hardtanh", normalised=True), dropout(0.3), dense(10, "relu")],
}
# All that there are in float32, but for their arguments; in float64 they and any other estimator can be had.
METHODS = ("psa", "st", "st-hardtanh", "concrete(0.5)", "mean-field", "reinforce(baseline=running-mean)", "ap2",
           "local-reparameterisation")
MORE_FLOAT32 = ("psa(smoothing=false)", "st-hardtanh(0.7)", "concrete(1)", "reinforce", "reinforce(baseline=0.7)",
                "reinforce(2,baseline=leave-one-out)", "reinforce(baseline=optimal)")
ONLY_FLOAT64 = ("st-identity", "zgr", "arm", "disarm", "arms(4)", "loorf(4)", "nvil", "muprop", "sa", "st-gumbel(0.5)",
                "foust(scaled)", "bayesbinn(0.5)", "rodeo(2)", "double-cv(2)")
OPTIMISERS = (
    {"kind": "sgd", "rate": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 0.001},
    {"kind": "adam", "rate": 0.01, "clip_norm": 1},
    {"kind": "adamw", "rate": 0.01, "weight_decay": 0.01},
    {"kind": "sgd", "rate": 0.1, "clip_entries": 0.5},
    {"kind": "adam", "rate": 0.02, "beta1": 0.5, "beta2": 0.99, "epsilon": 1e-5, "weight_decay": 0.002},
)
SCHEDULES = (
    {},
    {"schedule": {"kind": "cosine", "lowest": 0.1, "warm_up": 1}},
    {"schedule": {"kind": "step", "every": 1, "factor": 0.5}},
    {"schedule": {"kind": "exponential", "factor": 0.7}},
    {"schedule": {"kind": "constant", "warm_up": 2}},
)
IMAGES = (
    {},
    {"binarisation": "dynamic", "standardisation": "pixel"},
    {"standardisation": "channel", "augmentation": {"crop": 1, "flip": False}},
    {"binarisation": "threshold", "augmentation": {"crop": 0, "flip": True}},
)
# Random numbers as published, or by the ratio of signal to noise; a head as it is or scaled.
STARTS = ({}, {"ratio": 1.3}, {"head_scale": 0.2}, {})


def training(front, method, number, **more):
    """A training of two epochs; what its layers and method leave open goes by the number."""
    pick = random.Random(number)
    encoding = pick.choice(["+-1", "0/1"])
    return {
        "network": {"layers": FRONTS[front], "encoding": encoding, **pick.choice(STARTS)},
        "data": {"name": "stroke-digits", "train": 240, "test": 60, "validation": 40, **pick.choice(IMAGES)},
        "method": method,
        "optimiser": pick.choice(OPTIMISERS),
        "batch": 40,
        "epochs": 2,
        "seeds": [number],
        "evaluation": {"samples": 3, "every": 1},
        **pick.choice(SCHEDULES),
        **more,
    }


def trainings():
    """Name: the configuration. What a side refuses is compared too: its message."""
    cases = {}

    def add(front, method, suffix="", **more):
        cases[f"{front}-{method}{suffix}"] = training(front, method, len(cases) + 1, **more)

    for front in FRONTS:
        for method in METHODS:
            add(front, method)
    for method in MORE_FLOAT32:
        add("normalised", method, "-float32", precision="float32")
    for k, front in enumerate(FRONTS):
        for method in ("psa", METHODS[1 + k % 7]):
            add(front, method, "-float64", precision="float64")
    for k, method in enumerate(ONLY_FLOAT64):
        add(("dense", "real")[k % 2], method)
    add("dense", "arm", "-float32-refused", precision="float32")
    add("dense", "st", "-two-seeds", seeds=[1, 2])
    add("dense", "psa", "-rate-search", rate_search={"low": 0.001, "high": 1, "trials": 3, "epochs": 1})
    return cases


def stopped():
    """Name: a training that is long enough to be stopped on the way."""
    names = ("dense-psa", "convolution-st", "normalised-st", "real-psa", "dense-nvil",
             "dense-reinforce(baseline=running-mean)", "dropout-concrete(0.5)")
    cases = {}
    for name in names:
        case = trainings()[name]
        cases[name] = {**case, "data": {**case["data"], "train": 1200}, "epochs": 25}
    return cases
