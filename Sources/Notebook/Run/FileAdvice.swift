import Files

extension FileKind {
  /// What to do with a file of this kind that was given in place of another.
  ///
  /// - Parameter path: how to call the file.
  func advice(_ path: String) -> String? {
    switch self {
    case .png: "`load folder DIR` takes pictures as data, a folder for each class"
    case .jpeg, .gif, .bmp, .tiff, .webp:
      "convert it to PNG; `load folder DIR` takes pictures as data"
    case .numpy: "`read(\"\(path)\")` gets it"
    case .npz: "`read(\"\(path)\")` lists its arrays, `read(\"\(path)\", \"NAME\")` gets one"
    case .safetensors: "`read(\"\(path)\", \"NAME\")` gets a tensor out of it"
    case .safetensorsIndex: "it names the files that hold the tensors: give one of those"
    case .hdf5, .json: "`import keras DIR` takes over a model from the folder of its four files"
    case .keras:
      "`import keras DIR` takes a model in four files, as `to_json` and `save_weights` of Keras 2 write it"
    case .torch, .matlab, .gguf:
      "save its tensors with safetensors, or each with `numpy.save`; `read` gets those"
    case .pickle:
      "a pickle may run any program when it is opened; save its arrays with `numpy.save` or safetensors"
    case .idx: "`load idx images=FILE labels=FILE` reads it"
    case .parquet, .arrow: "save its images as PNG files or as IDX"
    case .gitLFSPointer: "`git lfs pull` fetches the file that it stands for"
    case .html: "a server sent it in place of the file: get the file again"
    case .gzip: "`load mnist from=DIR` and `load idx images=FILE labels=FILE` read data"
    case .zip, .archive: "unpack it first"
    case .empty, .pdf, .text: nil
    }
  }
}
