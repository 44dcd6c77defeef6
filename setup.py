"""Builds the compiled kernels where there is a C compiler; everything works without them, slower."""

from setuptools import Extension, setup

# No -ffast-math, no fused multiply-add: the kernels must round as numpy does, to the last digit.
GCC = ["-O3", "-std=c11", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-fno-strict-aliasing"]
FOLDER = "src/carepost/domain/native"

setup(
    ext_modules=[
        Extension(
            "carepost.domain.native._kernel",
            [f"{FOLDER}/kernel.c"],
            depends=[f"{FOLDER}/{name}.h" for name in ("layout", "week", "search", "allocate")],
            extra_compile_args=GCC,
            optional=True,
        )
    ]
)
