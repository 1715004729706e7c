package io.heddle.samples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options of a sample: `--name value` or `--name=value`.
public final class Options {

    /// Where the samples listen if they are not told otherwise.
    public static final int DEFAULT_PORT = 2520;

    /// The host that samples use if they are not told otherwise.
    public static final String DEFAULT_HOST = "localhost";

    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /// Reads options off a command line.
    ///
    /// @throws UsageException if an argument is no option or an option has no value
    public static Options parse(List<String> arguments) {
        var options = new Options();
        for (var next = arguments.iterator(); next.hasNext(); ) {
            String argument = next.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!name.startsWith("--")) {
                throw new UsageException("option must begin with --, was " + argument);
            }
            if (equals < 0 && !next.hasNext()) {
                throw new UsageException("option " + name + " needs a value, had none");
            }
            options.values.put(name, equals < 0 ? next.next() : argument.substring(equals + 1));
        }
        return options;
    }

    /// Refuses options that a sample does not have.
    ///
    /// @throws UsageException naming the first one
    public Options only(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "option must be one of "
                                + String.join(", ", known.stream().sorted().toList())
                                + ", was "
                                + name);
            }
        }
        return this;
    }

    /// The value of `--host`.
    public String host() {
        return values.getOrDefault("--host", DEFAULT_HOST);
    }

    /// The value of `--port`.
    ///
    /// @param least the smallest port that makes sense: 0 for a server, 1 for a client
    /// @throws UsageException if it is no number from `least` to 65535
    public int port(int least) {
        String text = values.getOrDefault("--port", String.valueOf(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(text);
            if (port >= least && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new UsageException(
                "option --port must be a number from " + least + " to 65535, was " + text);
    }
}
