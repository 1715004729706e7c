package io.heddle.loadtest.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"%s (JDK %s)".formatted(text(), System.getProperty("java.version"))};
    }

    /// Name and version of the tool.
    static String text() {
        return "heddle "
                + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("development");
    }
}
