package io.heddle.loadtest.crosscheck;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A load tool for HTTP that may be installed.
public enum LoadTool {
    WRK {
        @Override
        List<String> arguments(URI uri, int connections, long seconds) {
            return List.of(
                    "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", uri.toString());
        }

        @Override
        ToolReading parse(ToolOutput output) {
            return new ToolReading(
                    output.required("Requests/sec:\\s+(NUMBER)"),
                    output.micros("Latency\\s+(NUMBERUNIT) .*%"),
                    output.micros("50%\\s+(NUMBERUNIT)"),
                    output.micros("99%\\s+(NUMBERUNIT)"),
                    output.sum("Socket errors: connect (\\d+), read \\d+, write \\d+")
                            + output.sum("Socket errors: connect \\d+, read (\\d+)")
                            + output.sum("Socket errors:.*write (\\d+)")
                            + output.sum("Socket errors:.*timeout (\\d+)")
                            + output.sum("Non-2xx or 3xx responses: (\\d+)"));
        }
    },
    OHA {
        @Override
        List<String> arguments(URI uri, int connections, long seconds) {
            return List.of("--no-tui", "-c", "" + connections, "-z", seconds + "s", uri.toString());
        }

        @Override
        ToolReading parse(ToolOutput output) {
            return new ToolReading(
                    output.required("Requests/sec:\\s+(NUMBER)"),
                    output.micros("Average:\\s+(NUMBERUNIT)"),
                    output.micros("50(?:\\.0+)?% in (NUMBERUNIT)"),
                    output.micros("99(?:\\.0+)?% in (NUMBERUNIT)"),
                    // Requests that the end of the run cut off are no fault of the server.
                    output.sum("(?m)^\\s*\\[(\\d+)\\] (?!aborted due to deadline)[a-zA-Z]")
                            + output.sum("\\[[1456789]\\d\\d\\] (\\d+) responses"));
        }
    },
    H2LOAD {
        @Override
        List<String> arguments(URI uri, int connections, long seconds) {
            return List.of("--h1", "-t1", "-c" + connections, "-D" + seconds + "s", uri.toString());
        }

        @Override
        ToolReading parse(ToolOutput output) {
            return new ToolReading(
                    output.required("finished in .*, (NUMBER) req/s"),
                    output.column("mean"),
                    output.column("median"),
                    output.column("p99"),
                    output.sum("requests: .* (\\d+) failed")
                            + output.sum("status codes: .* (\\d+) 4xx")
                            + output.sum("status codes: .* (\\d+) 5xx"));
        }
    };

    /// What the tool is given after its name.
    abstract List<String> arguments(URI uri, int connections, long seconds);

    /// What its output says.
    ///
    /// @throws IllegalArgumentException if the output has no rate
    abstract ToolReading parse(ToolOutput output);

    /// Where it is on this machine.
    public Optional<Path> executable() {
        var path = System.getenv("PATH");
        return List.of((path == null ? "" : path).split(File.pathSeparator)).stream()
                .map(directory -> Path.of(directory, command()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Its name on the command line, such as `wrk`.
    public String command() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The whole command of a closed loop on one thread, for whole seconds, at least one.
    List<String> commandLine(Path executable, URI uri, int connections, Duration length) {
        var line = new ArrayList<String>();
        line.add(executable.toString());
        line.addAll(arguments(uri, connections, Math.max(1, length.toSeconds())));
        return line;
    }
}
