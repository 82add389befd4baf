#include "read_weights.h"

#include <hdf5.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { maximum_names = 4096, maximum_name = 1024, maximum_rank = 8, maximum_chunks = 64 };

typedef struct {
  chdf5_sink *sink;
  size_t file_size;
  size_t float_bytes;  // sent so far
  const char *layer;   // for messages
} reader;

// Refuses the file: sends the reason and gives what a failing function returns.
static int refuse(reader *r, const char *format, ...) {
  char text[2 * maximum_name];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  r->sink->send(r->sink, 'E', text, strlen(text));
  return -1;
}

// One element of a list of texts, whatever the file keeps them as.
typedef struct {
  char **texts;
  size_t count;
} text_list;

static void free_list(text_list *list) {
  for (size_t i = 0; i < list->count; i++) free(list->texts[i]);
  free(list->texts);
  list->texts = NULL;
  list->count = 0;
}

static int append(reader *r, text_list *list, const char *text, size_t length) {
  if (length > maximum_name) return refuse(r, "a name in it has %zu characters", length);
  if (list->count >= maximum_names) return refuse(r, "it has more than %d names", maximum_names);
  char **grown = realloc(list->texts, (list->count + 1) * sizeof *grown);
  if (!grown) return refuse(r, "its names do not fit into memory");
  list->texts = grown;
  char *copy = malloc(length + 1);
  if (!copy) return refuse(r, "its names do not fit into memory");
  memcpy(copy, text, length);
  copy[length] = 0;
  list->texts[list->count++] = copy;
  return 0;
}

// Appends the texts of one attribute: fixed-length or variable-length strings.
static int read_attribute(reader *r, hid_t object, const char *name, text_list *list) {
  int result = -1;
  char *buffer = NULL;
  hid_t attribute = H5Aopen(object, name, H5P_DEFAULT), type = -1, space = -1, memory = -1;
  if (attribute < 0) return refuse(r, "the attribute `%s` cannot be read", name);
  type = H5Aget_type(attribute);
  space = H5Aget_space(attribute);
  hssize_t count = space < 0 ? -1 : H5Sget_simple_extent_npoints(space);
  if (type < 0 || count < 0) {
    refuse(r, "the attribute `%s` is damaged", name);
    goto end;
  }
  // Keras writes an empty list as zero floats.
  if (count == 0 || H5Sget_simple_extent_type(space) == H5S_NULL) {
    result = 0;
    goto end;
  }
  if (H5Tget_class(type) != H5T_STRING) {
    refuse(r, "the attribute `%s` is no list of names", name);
    goto end;
  }
  if (count > maximum_names) {
    refuse(r, "the attribute `%s` claims %lld names", name, (long long)count);
    goto end;
  }
  memory = H5Tcopy(H5T_C_S1);
  // A variable-length text of another character set would be refused by the conversion.
  H5Tset_cset(memory, H5Tget_cset(type));
  if (H5Tis_variable_str(type) > 0) {
    H5Tset_size(memory, H5T_VARIABLE);
    char **texts = calloc((size_t)count, sizeof *texts);
    if (texts && H5Aread(attribute, memory, texts) >= 0) {
      result = 0;
      for (hssize_t i = 0; i < count && result == 0; i++)
        result = append(r, list, texts[i] ? texts[i] : "", texts[i] ? strlen(texts[i]) : 0);
      H5Dvlen_reclaim(memory, space, H5P_DEFAULT, texts);
    } else {
      refuse(r, "the attribute `%s` cannot be read", name);
    }
    free(texts);
  } else {
    size_t width = H5Tget_size(type);
    if (width == 0 || width > maximum_name || width * (size_t)count > r->file_size) {
      refuse(r, "the attribute `%s` claims names of %zu characters", name, width);
      goto end;
    }
    H5Tset_size(memory, width);
    H5Tset_strpad(memory, H5T_STR_NULLPAD);
    buffer = calloc((size_t)count, width);
    if (!buffer || H5Aread(attribute, memory, buffer) < 0) {
      refuse(r, "the attribute `%s` cannot be read", name);
      goto end;
    }
    result = 0;
    for (hssize_t i = 0; i < count && result == 0; i++)
      result = append(r, list, buffer + (size_t)i * width, strnlen(buffer + (size_t)i * width, width));
  }
end:
  free(buffer);
  if (memory >= 0) H5Tclose(memory);
  if (space >= 0) H5Sclose(space);
  if (type >= 0) H5Tclose(type);
  H5Aclose(attribute);
  return result;
}

// A list of names, which Keras splits into name0, name1, … where it exceeds 64 KB.
static int read_names(reader *r, hid_t object, const char *name, text_list *list) {
  if (H5Aexists(object, name) > 0) return read_attribute(r, object, name, list);
  for (int chunk = 0; chunk < maximum_chunks; chunk++) {
    char part[64];
    snprintf(part, sizeof part, "%s%d", name, chunk);
    if (H5Aexists(object, part) <= 0) {
      if (chunk > 0) return 0;
      return r->layer ? refuse(r, "the layer \"%s\" has no attribute `%s`", r->layer, name)
                      : refuse(r, "it has no attribute `%s`", name);
    }
    if (read_attribute(r, object, part, list) < 0) return -1;
  }
  return refuse(r, "the attribute `%s` has too many parts", name);
}

// Opens the object at a path, step by step, so that no link other than a hard one is followed.
static hid_t open_path(reader *r, hid_t start, const char *path) {
  char step[maximum_name + 1];
  hid_t current = start;
  const char *rest = path;
  while (*rest) {
    size_t length = strcspn(rest, "/");
    if (length == 0 || length > maximum_name || (length == 1 && rest[0] == '.') ||
        (length == 2 && rest[0] == '.' && rest[1] == '.')) {
      refuse(r, "the name \"%s\" is no path", path);
      goto failure;
    }
    memcpy(step, rest, length);
    step[length] = 0;
    H5L_info_t link;
    if (H5Lexists(current, step, H5P_DEFAULT) <= 0 ||
        H5Lget_info(current, step, &link, H5P_DEFAULT) < 0) {
      if (r->layer)
        refuse(r, "\"%s\" of the layer \"%s\" is listed but not there", path, r->layer);
      else
        refuse(r, "the layer \"%s\" is listed but not there", path);
      goto failure;
    }
    if (link.type != H5L_TYPE_HARD) {
      refuse(r, "\"%s\" is %s link; Ganbook follows none, for it could lead to any file", path,
             link.type == H5L_TYPE_SOFT ? "a soft" : "an external");
      goto failure;
    }
    hid_t next = H5Oopen(current, step, H5P_DEFAULT);
    if (next < 0) {
      refuse(r, "\"%s\" is damaged", path);
      goto failure;
    }
    if (current != start) H5Oclose(current);
    current = next;
    rest += length;
    if (*rest == '/') rest++;
  }
  if (current == start) refuse(r, "an object without a name is listed");
  return current == start ? -1 : current;
failure:
  if (current != start) H5Oclose(current);
  return -1;
}

static int send_floats(reader *r, hid_t data, const char *path, size_t count) {
  float *elements = malloc(count ? count * sizeof *elements : 1);
  if (!elements) return refuse(r, "\"%s\" does not fit into memory", path);
  int result = 0;
  if (count && H5Dread(data, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, elements) < 0)
    result = refuse(r, "\"%s\" cannot be read; the file is damaged", path);
  else
    result = r->sink->send(r->sink, 'F', elements, count * sizeof *elements);
  free(elements);
  return result;
}

// Checks all that a data set claims before any of it is read.
static int read_data(reader *r, hid_t data, const char *path) {
  int result = -1;
  hid_t type = H5Dget_type(data), space = H5Dget_space(data), plist = H5Dget_create_plist(data);
  hsize_t extents[maximum_rank];
  uint64_t sent[maximum_rank];
  if (type < 0 || space < 0 || plist < 0) {
    refuse(r, "\"%s\" is damaged", path);
    goto end;
  }
  size_t width = H5Tget_size(type);
  if (H5Tget_class(type) != H5T_FLOAT || (width != 2 && width != 4 && width != 8)) {
    refuse(r, "\"%s\" does not hold floating-point numbers", path);
    goto end;
  }
  int rank = H5Sget_simple_extent_ndims(space);
  if (H5Sget_simple_extent_type(space) == H5S_NULL || rank < 0 || rank > maximum_rank) {
    refuse(r, "\"%s\" has %d axes", path, rank);
    goto end;
  }
  if (rank > 0) H5Sget_simple_extent_dims(space, extents, NULL);
  size_t count = 1;
  for (int i = 0; i < rank; i++) {
    // The file's size bounds every product, so none of them overflows.
    if (extents[i] > r->file_size || count * extents[i] > r->file_size / width) {
      refuse(r, "\"%s\" claims more elements than the file has bytes for", path);
      goto end;
    }
    count *= extents[i];
    sent[i] = extents[i];
  }
  H5D_layout_t layout = H5Pget_layout(plist);
  if (H5Pget_external_count(plist) != 0) {
    refuse(r, "\"%s\" keeps its data in another file, which Ganbook does not open", path);
    goto end;
  }
  if (H5Pget_nfilters(plist) != 0 || (layout != H5D_CONTIGUOUS && layout != H5D_COMPACT)) {
    refuse(r, "\"%s\" is compressed or chunked; save it with Keras' own `save_weights`", path);
    goto end;
  }
  if (count > 0 && layout == H5D_CONTIGUOUS) {
    haddr_t offset = H5Dget_offset(data);
    if (H5Dget_storage_size(data) != count * width || offset == HADDR_UNDEF ||
        offset > r->file_size || count * width > r->file_size - offset) {
      refuse(r, "the data of \"%s\" lie outside the file; is it cut off?", path);
      goto end;
    }
  }
  // One block of data that many names share would otherwise grow into any number of bytes.
  r->float_bytes += count * sizeof(float);
  if (r->float_bytes > 2 * r->file_size) {
    refuse(r, "it lists more data than it holds");
    goto end;
  }
  if (r->sink->send(r->sink, 'S', sent, (size_t)rank * sizeof *sent) < 0) goto end;
  result = send_floats(r, data, path, count);
end:
  if (plist >= 0) H5Pclose(plist);
  if (space >= 0) H5Sclose(space);
  if (type >= 0) H5Tclose(type);
  return result;
}

static int read_layer(reader *r, hid_t root, const char *layer) {
  int result = -1;
  text_list names = {0};
  r->layer = NULL;
  hid_t group = open_path(r, root, layer);
  if (group < 0) return -1;
  r->layer = layer;
  if (H5Iget_type(group) != H5I_GROUP) {
    refuse(r, "the layer \"%s\" is no group", layer);
    goto end;
  }
  if (r->sink->send(r->sink, 'L', layer, strlen(layer)) < 0) goto end;
  if (read_names(r, group, "weight_names", &names) < 0) goto end;
  for (size_t i = 0; i < names.count; i++) {
    const char *name = names.texts[i];
    hid_t data = open_path(r, group, name);
    if (data < 0) goto end;
    int failed = -1;
    if (H5Iget_type(data) != H5I_DATASET)
      refuse(r, "\"%s\" of the layer \"%s\" is no data set", name, layer);
    else if (r->sink->send(r->sink, 'N', name, strlen(name)) >= 0)
      failed = read_data(r, data, name);
    H5Oclose(data);
    if (failed < 0) goto end;
  }
  result = 0;
end:
  free_list(&names);
  H5Oclose(group);
  return result;
}

static int has_group(hid_t root, const char *name) { return H5Lexists(root, name, H5P_DEFAULT) > 0; }

static int read_root(reader *r, hid_t file) {
  int result = -1;
  text_list layers = {0};
  hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
  if (root < 0) return refuse(r, "its root is damaged");
  // A whole model as `save` writes it keeps the weights one level down.
  if (H5Aexists(root, "layer_names") <= 0 && H5Aexists(root, "layer_names0") <= 0 &&
      has_group(root, "model_weights")) {
    hid_t weights = open_path(r, root, "model_weights");
    if (weights < 0) goto end;
    H5Gclose(root);
    root = weights;
  }
  if (H5Aexists(root, "layer_names") <= 0 && H5Aexists(root, "layer_names0") <= 0) {
    if (has_group(root, "layers") || has_group(root, "_layer_checkpoint_dependencies") ||
        has_group(root, "vars"))
      refuse(r, "it is of the layout `.weights.h5` of Keras 3 and newer Keras 2 (tf_keras), which "
                "names weights in another way; save it with Keras 2 as `.hdf5`");
    else
      refuse(r, "it has no attribute `layer_names`, so it is no weight file of Keras 2");
    goto end;
  }
  if (read_names(r, root, "layer_names", &layers) < 0) goto end;
  for (size_t i = 0; i < layers.count; i++)
    if (read_layer(r, root, layers.texts[i]) < 0) goto end;
  result = 0;
end:
  free_list(&layers);
  H5Gclose(root);
  return result;
}

// The library's core driver wants to own, copy and free the image; these make it use the caller's
// bytes in place, for the file is only read.
static void *image_malloc(size_t size, H5FD_file_image_op_t op, void *image) {
  (void)size;
  (void)op;
  return image;
}
static void *image_memcpy(void *to, const void *from, size_t size, H5FD_file_image_op_t op,
                          void *image) {
  (void)from;
  (void)size;
  (void)op;
  (void)image;
  return to;
}
static void *image_realloc(void *pointer, size_t size, H5FD_file_image_op_t op, void *image) {
  (void)pointer;
  (void)size;
  (void)op;
  (void)image;
  return NULL;
}
static herr_t image_free(void *pointer, H5FD_file_image_op_t op, void *image) {
  (void)pointer;
  (void)op;
  (void)image;
  return 0;
}
static void *image_udata_copy(void *image) { return image; }
static herr_t image_udata_free(void *image) {
  (void)image;
  return 0;
}

void chdf5_read_to(chdf5_sink *sink, const void *image, size_t size) {
  reader r = {.sink = sink, .file_size = size};
  static const unsigned char signature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  if (size < 8 || memcmp(image, signature, 8) != 0) {
    refuse(&r, "it is no HDF5 file");
    return;
  }
  H5dont_atexit();
  H5open();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  H5FD_file_image_callbacks_t callbacks = {image_malloc,     image_memcpy,     image_realloc,
                                           image_free,       image_udata_copy, image_udata_free,
                                           (void *)image};
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_fapl_core(access, 1 << 16, 0);
  H5Pset_file_image_callbacks(access, &callbacks);
  H5Pset_file_image(access, (void *)image, size);
  hid_t file = H5Fopen("image", H5F_ACC_RDONLY, access);
  if (file < 0) {
    refuse(&r, "it is a damaged HDF5 file; is it cut off?");
    return;
  }
  // Nothing is closed: the process ends here, and closing walks damaged structures once more.
  if (read_root(&r, file) == 0) sink->send(sink, 'Z', "", 0);
}
