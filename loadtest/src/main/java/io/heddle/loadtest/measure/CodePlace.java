package io.heddle.loadtest.measure;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Where classes of ours were loaded from.
///
/// @param path a jar, or a folder with class files
record CodePlace(Path path) {
    /// That of this tool; empty if it cannot be told.
    static Optional<CodePlace> ofThisTool() {
        var source = CodePlace.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CodePlace(Path.of(source.getLocation().toURI())));
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /// The jar's hash in hexadecimal; empty for a folder.
    Optional<String> sha256() {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            return Optional.of(HexFormat.of().formatHex(digest));
        } catch (IOException | NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }
}
