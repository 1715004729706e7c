package io.heddle.loadtest.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The text files in which a kernel shows its tables, below one root.
///
/// @param root `/` for the living system, or a folder with recorded copies
public record KernelFiles(Path root) {
    private static final int READ_BYTES = 16 * 1024;

    /// The living system's.
    public static KernelFiles live() {
        return new KernelFiles(Path.of("/"));
    }

    /// The whole text of a file, or empty if there is none or it may not be read.
    ///
    /// @param path such as `proc/stat`, without a slash at its beginning
    public Optional<String> text(String path) {
        // Not Files.readString: it asks for one byte first, and some of these files answer the
        // first read only.
        try (var input = Files.newInputStream(root.resolve(path))) {
            var bytes = new ByteArrayOutputStream();
            var buffer = new byte[READ_BYTES];
            for (int n = input.read(buffer); n > 0; n = input.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return Optional.of(bytes.toString(StandardCharsets.UTF_8));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    /// The file's only line, without the blanks around it; empty if there is none.
    public Optional<String> line(String path) {
        return text(path).map(String::strip).filter(line -> !line.isEmpty());
    }

    /// The file's only number.
    public OptionalLong number(String path) {
        return line(path).map(KernelFiles::parse).orElse(OptionalLong.empty());
    }

    /// The number after the first of these labels at the beginning of a line, such as `VmRSS:`.
    public OptionalLong labelled(String path, String label) {
        return text(path).map(text -> labelledIn(text, label)).orElse(OptionalLong.empty());
    }

    /// The names in a folder; empty if there is none.
    public List<String> names(String folder) {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException | RuntimeException e) {
            return List.copyOf(names); // What vanishes while one looks was never there.
        }
        return List.copyOf(names);
    }

    /// The number after the label of a line of `text`.
    static OptionalLong labelledIn(String text, String label) {
        return text.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> parse(line.substring(label.length()).strip().split("\\s+", 2)[0]))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong parse(String number) {
        try {
            return OptionalLong.of(Long.parseLong(number));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
