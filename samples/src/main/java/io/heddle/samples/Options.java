package io.heddle.samples;

import io.heddle.Limits;
import io.heddle.Timeouts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options of a sample: `--name value` or `--name=value`.
public final class Options {

    /// Where the samples listen if they are not told otherwise.
    public static final int DEFAULT_PORT = 2520;

    /// The host that samples use if they are not told otherwise.
    public static final String DEFAULT_HOST = "localhost";

    private static final String OFF = "off";

    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h)");

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

    /// Whether an option is there.
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// The value of an option.
    ///
    /// @param otherwise what holds if the option is not there
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /// The value of `--port`.
    ///
    /// @param least the smallest port that makes sense: 0 for a server, 1 for a client
    /// @throws UsageException if it is no number from `least` to 65535
    public int port(int least) {
        return port("--port", least);
    }

    /// The value of an option that is a port, else [#DEFAULT_PORT].
    ///
    /// @param least the smallest port that makes sense: 0 for a server, 1 for a client
    /// @throws UsageException if it is no number from `least` to 65535
    public int port(String name, int least) {
        String text = text(name, String.valueOf(DEFAULT_PORT));
        try {
            int port = Integer.parseInt(text);
            if (port >= least && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new UsageException(
                "option " + name + " must be a number from " + least + " to 65535, was " + text);
    }

    /// The value of an option that is a number of connections, or `off` for [Limits#UNLIMITED].
    ///
    /// @param otherwise what holds if the option is not there
    /// @throws UsageException if it is neither a whole number from 1 on nor `off`
    public int connections(String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int connections = text.equals(OFF) ? Limits.UNLIMITED : Integer.parseInt(text);
            if (connections >= 1) {
                return connections;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new UsageException(
                "option "
                        + name
                        + " must be a number of connections, at least 1, or off, was "
                        + text);
    }

    /// The value of an option that is a time: `500ms`, `2s`, `1m`, `1h`.
    ///
    /// @param otherwise what holds if the option is not there
    /// @throws UsageException if it is no such time
    public Duration duration(String name, Duration otherwise) {
        String text = values.get(name);
        return text == null ? otherwise : asDuration(name, text);
    }

    /// The value of an option that is a limit: a time, or `off` for [Timeouts#NEVER].
    ///
    /// @param otherwise what holds if the option is not there
    /// @throws UsageException if it is neither
    public Duration limit(String name, Duration otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        return text.equals(OFF) ? Timeouts.NEVER : duration(name, text, ", or off");
    }

    /// A time as it is written in options.
    ///
    /// @param name what the user calls it
    /// @throws UsageException if it is no such time
    public static Duration asDuration(String name, String text) {
        return duration(name, text, "");
    }

    private static Duration duration(String name, String text, String orElse) {
        Matcher parts = DURATION.matcher(text);
        if (parts.matches()) {
            try {
                return Duration.of(Long.parseLong(parts.group(1)), unit(parts.group(2)));
            } catch (NumberFormatException | ArithmeticException tooLarge) {
                // told below
            }
        }
        throw new UsageException(
                "option "
                        + name
                        + " must be a duration such as 500ms, 2s, 1m or 1h"
                        + orElse
                        + ", was "
                        + text);
    }

    private static ChronoUnit unit(String suffix) {
        return switch (suffix) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }

    /// The value of an option that is a rate in bytes a second, or `off` for 0.
    ///
    /// @param otherwise what holds if the option is not there
    /// @throws UsageException if it is no whole number
    public long rate(String name, long otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return text.equals(OFF) ? 0 : Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException(
                    "option " + name + " must be a number of bytes a second, or off, was " + text);
        }
    }

    /// What is made of options whose range the framework checks.
    ///
    /// @throws UsageException with the framework's message, if it refuses them
    public static <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException refused) {
            throw new UsageException(String.valueOf(refused.getMessage()));
        }
    }
}
