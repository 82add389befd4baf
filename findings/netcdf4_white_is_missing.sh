#!/usr/bin/env bash
# netCDF4 hides every white pixel of 16-bit pictures in an HDF5 file as "missing", but none of 8-bit ones
#
# netCDF4 1.7.5.1.post1, h5netcdf 1.8.2, h5py 3.16.0, NumPy 2.4.6.
# Expected: a file that h5py wrote, without any fill value, is read as it is.
# Happens: netCDF has a default "fill value" for each type wider than a byte, and where a variable names
#   none, the reader takes that number for absent data: 65535 for uint16, -2147483647 for int32,
#   9.96921e36 for float32. White pixels of 16-bit pictures are just that, so the array comes masked
#   and its mean, maximum and histogram are those of the non-white pixels. uint8's 255 is spared.
#   h5netcdf, and set_auto_mask(False), give the numbers.
# Seen: see the end of this file.
# Matters: picture sets and samples kept in HDF5 or netCDF and looked at through xarray or netCDF tools.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with netCDF4==1.7.5.1.post1 h5netcdf==1.8.2 h5py==3.16.0 numpy==2.4.6

python - >seen <<'EOF'
import h5netcdf
import h5py
import netCDF4
import numpy

bright = numpy.array([[0, 0], [255, 255]])
with h5py.File("pictures.h5", "w") as file:
    file["eight"] = bright.astype("uint8")
    file["sixteen"] = (bright * 257).astype("uint16")
with netCDF4.Dataset("pictures.h5") as file:
    for name in "eight", "sixteen":
        array = file[name][:]
        print("netCDF4", name, array.tolist(), "mean", float(array.mean()), "maximum", int(array.max()))
    file.set_auto_mask(False)
    print("netCDF4 without masks", file["sixteen"][:].tolist())
with h5netcdf.File("pictures.h5", "r", phony_dims="sort") as file:
    print("h5netcdf", file["sixteen"][:].tolist())
EOF
expect seen <<'EOF'
netCDF4 eight [[0, 0], [255, 255]] mean 127.5 maximum 255
netCDF4 sixteen [[0, 0], [None, None]] mean 0.0 maximum 0
netCDF4 without masks [[0, 0], [65535, 65535]]
h5netcdf [[0, 0], [65535, 65535]]
EOF
