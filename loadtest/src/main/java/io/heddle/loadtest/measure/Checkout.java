package io.heddle.loadtest.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The version control's folder from which this tool was built, if it lies in one. Read as files:
/// no other program is started.
final class Checkout {
    private static final int HASH_LENGTH = 40;
    private static final String REFERENCE = "ref: ";
    private static final String LINK = "gitdir: ";

    private final Path folder;
    private final Path git;

    private Checkout(Path folder, Path git) {
        this.folder = folder;
        this.git = git;
    }

    /// The one around a file or folder.
    static Optional<Checkout> around(Path place) {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            var git = folder.resolve(".git");
            if (Files.isDirectory(git)) {
                return Optional.of(new Checkout(folder, git));
            }
            if (Files.isRegularFile(git)) {
                var root = folder;
                return line(git)
                        .filter(line -> line.startsWith(LINK))
                        .map(line ->
                                new Checkout(root, root.resolve(line.substring(LINK.length()))));
            }
        }
        return Optional.empty();
    }

    /// The commit's hash.
    Optional<String> commit() {
        return line(git.resolve("HEAD"))
                .flatMap(head ->
                        head.startsWith(REFERENCE)
                                ? resolve(head.substring(REFERENCE.length()))
                                : Optional.of(head))
                .filter(hash -> hash.length() >= HASH_LENGTH);
    }

    /// Whether a file that is under version control was changed since; empty if that cannot be
    /// seen.
    Optional<Boolean> dirty() {
        try {
            return CheckoutIndex.read(git.resolve("index")).map(index -> index.differs(folder));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> resolve(String reference) {
        var shared = line(git.resolve("commondir")).map(git::resolve).orElse(git);
        return line(git.resolve(reference))
                .or(() -> line(shared.resolve(reference)))
                .or(() -> packed(shared, reference));
    }

    private static Optional<String> packed(Path git, String reference) {
        try (var lines = Files.lines(git.resolve("packed-refs"))) {
            return lines.filter(line -> line.endsWith(" " + reference))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
