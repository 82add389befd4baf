import Files
import Platform
import TensorEngine

/// Films in the forms that the program `ffmpeg` makes of an animated PNG.
package enum VideoFile {
  /// The endings of the files.
  package static let endings = [".gif", ".mp4"]

  /// Whether a path is meant for one of them.
  package static func isMeant(by path: String) -> Bool {
    endings.contains { path.lowercased().hasSuffix($0) }
  }

  /// Makes the film. Under `path` there is afterwards all of it, or what was there before.
  ///
  /// - Parameters:
  ///   - film: the path of an animated PNG.
  ///   - path: whose ending says the form.
  ///   - program: the path of ffmpeg.
  package static func convert(_ film: String, to path: String, by program: String) throws {
    let (folder, name) = Folder.split(path)
    let partial = PartialFiles.newName(for: name)
    let output = "\(folder)/\(partial)"
    defer { PartialFiles.giveBack(partial) }
    do {
      do {
        try OutsideProgram(program, arguments(from: film, to: output, as: path)).run {
          if Interruption.isDue { throw PictureError.interrupted }
        }
        try FileReplacement.publish(partial, as: path)
      } catch {
        try? SystemFiles().unlink(output)
        throw error
      }
    } catch let failure as OutsideProgram.Failure {
      throw PictureError.notConverted(path: path, reason: reason(failure))
    } catch let problem as SystemProblem {
      throw PictureError.save(path: path, SaveProblem(cause: problem, isInPlace: false))
    }
  }

  private static func arguments(from film: String, to output: String, as path: String) -> [String] {
    let form =
      path.lowercased().hasSuffix(".gif")
      ? ["-pix_fmt", "gray", "-f", "gif"]
      // Most players want colours at half the size, and so sides that are even.
      : [
        "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
        "-f", "mp4",
      ]
    // With the protocol, because what stands before a colon is taken for one otherwise.
    return ["-nostdin", "-loglevel", "error", "-y", "-f", "apng", "-i", "file:" + film] + form
      + ["file:" + output]
  }

  private static func reason(_ failure: OutsideProgram.Failure) -> String {
    switch failure {
    case .notInstalled: "the program ffmpeg is not there any more"
    case .system(let reason): "ffmpeg cannot start: \(reason)"
    case .signal(let signal): "ffmpeg was ended by signal \(signal)"
    case .exit(let code, let message):
      message.isEmpty ? "ffmpeg ended with code \(code)" : "ffmpeg: \(message)"
    }
  }
}
