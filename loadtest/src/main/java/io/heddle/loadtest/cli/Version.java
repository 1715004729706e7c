package io.heddle.loadtest.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version in the jar's manifest.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version =
                Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("development");
        return new String[] {
            "heddle %s (JDK %s)".formatted(version, System.getProperty("java.version"))
        };
    }
}
