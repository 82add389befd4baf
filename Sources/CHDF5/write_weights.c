#include <hdf5.h>
#include <stdlib.h>
#include <string.h>

#include "chdf5.h"

struct chdf5_writer {
  hid_t file;
  int failed;
};

void chdf5_version(unsigned version[3]) {
  H5get_libversion(&version[0], &version[1], &version[2]);
}

chdf5_writer *chdf5_writer_create(void) {
  chdf5_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  // In memory only: the caller puts the bytes on the disk in a way that a fault cannot tear.
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_fapl_core(access, 1 << 20, 0);
  writer->file = H5Fcreate("image", H5F_ACC_TRUNC, H5P_DEFAULT, access);
  H5Pclose(access);
  if (writer->file < 0) {
    free(writer);
    return NULL;
  }
  return writer;
}

static int note(chdf5_writer *writer, herr_t result) {
  if (result < 0) writer->failed = 1;
  return result < 0 ? -1 : 0;
}

static hid_t making_groups(void) {
  hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  return links;
}

int chdf5_writer_group(chdf5_writer *writer, const char *path) {
  hid_t links = making_groups();
  hid_t group = H5Gcreate2(writer->file, path, links, H5P_DEFAULT, H5P_DEFAULT);
  H5Pclose(links);
  if (group >= 0) H5Gclose(group);
  return note(writer, group < 0 ? -1 : 0);
}

int chdf5_writer_text(chdf5_writer *writer, const char *path, const char *name, const char *value) {
  // Variable-length UTF-8, which h5py hands to Keras as `str`.
  hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  hid_t attribute = H5Acreate_by_name(writer->file, path, name, type, space, H5P_DEFAULT,
                                      H5P_DEFAULT, H5P_DEFAULT);
  herr_t result = attribute < 0 ? -1 : H5Awrite(attribute, type, &value);
  if (attribute >= 0) H5Aclose(attribute);
  H5Sclose(space);
  H5Tclose(type);
  return note(writer, result);
}

int chdf5_writer_texts(chdf5_writer *writer, const char *path, const char *name,
                       const char *values, size_t count) {
  size_t width = 1;
  const char *value = values;
  for (size_t i = 0; i < count; i++, value += strlen(value) + 1)
    if (strlen(value) > width) width = strlen(value);
  char *packed = calloc(count ? count : 1, width);
  if (!packed) return note(writer, -1);
  value = values;
  for (size_t i = 0; i < count; i++, value += strlen(value) + 1)
    memcpy(packed + i * width, value, strlen(value));
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, width);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  hsize_t extent = count;
  hid_t space = H5Screate_simple(1, &extent, NULL);
  hid_t attribute = H5Acreate_by_name(writer->file, path, name, type, space, H5P_DEFAULT,
                                      H5P_DEFAULT, H5P_DEFAULT);
  herr_t result = attribute < 0 ? -1 : count ? H5Awrite(attribute, type, packed) : 0;
  if (attribute >= 0) H5Aclose(attribute);
  H5Sclose(space);
  H5Tclose(type);
  free(packed);
  return note(writer, result);
}

int chdf5_writer_floats(chdf5_writer *writer, const char *path, const uint64_t *extents, int rank,
                        const float *elements) {
  hsize_t sizes[8] = {0};
  if (rank < 0 || rank > 8) return note(writer, -1);
  for (int i = 0; i < rank; i++) sizes[i] = extents[i];
  hid_t space = rank ? H5Screate_simple(rank, sizes, NULL) : H5Screate(H5S_SCALAR);
  hid_t links = making_groups(), creation = H5Pcreate(H5P_DATASET_CREATE);
  // No time of the day, so that the same model gives the same bytes.
  H5Pset_obj_track_times(creation, 0);
  hid_t data = H5Dcreate2(writer->file, path, H5T_IEEE_F32LE, space, links, creation, H5P_DEFAULT);
  herr_t result =
      data < 0 ? -1 : H5Dwrite(data, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, elements);
  if (data >= 0) H5Dclose(data);
  H5Pclose(creation);
  H5Pclose(links);
  H5Sclose(space);
  return note(writer, result);
}

int chdf5_writer_finish(chdf5_writer *writer, unsigned char **bytes, size_t *count) {
  *bytes = NULL;
  *count = 0;
  int failed = writer->failed || H5Fflush(writer->file, H5F_SCOPE_GLOBAL) < 0;
  if (!failed) {
    ssize_t size = H5Fget_file_image(writer->file, NULL, 0);
    if (size > 0) *bytes = malloc((size_t)size);
    if (*bytes && H5Fget_file_image(writer->file, *bytes, (size_t)size) == size)
      *count = (size_t)size;
    else
      failed = 1;
  }
  H5Fclose(writer->file);
  free(writer);
  if (failed) {
    free(*bytes);
    *bytes = NULL;
  }
  return failed ? -1 : 0;
}
