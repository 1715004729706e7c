package io.heddle.samples;

import io.heddle.Endpoint;
import io.heddle.Limits;
import io.heddle.Timeouts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options of a sample: `--name value` or `--name=value`; some have no value, some several.
public final class Options {

    /// Where the samples listen if they are not told otherwise.
    public static final int DEFAULT_PORT = 2520;

    /// The host that samples use if they are not told otherwise.
    public static final String DEFAULT_HOST = "localhost";

    private static final String OFF = "off";

    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h)");

    private final Map<String, List<String>> values = new HashMap<>();

    private Options() {}

    /// Reads options off a command line.
    ///
    /// @throws UsageException if the first argument is no option
    public static Options parse(List<String> arguments) {
        var options = new Options();
        List<String> latest = null;
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                latest = options.values.computeIfAbsent(name, _ -> new ArrayList<>());
                if (equals >= 0) {
                    latest.add(argument.substring(equals + 1));
                }
            } else if (latest != null) {
                latest.add(argument);
            } else {
                throw new UsageException("option must begin with --, was " + argument);
            }
        }
        return options;
    }

    /// Options that were read otherwise.
    ///
    /// @param values those of each option, by its name
    public static Options of(Map<String, List<String>> values) {
        var options = new Options();
        options.values.putAll(values);
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

    /// Refuses what does not go with an option that is there.
    ///
    /// @throws UsageException naming the first one
    public void beside(String name, String... others) {
        for (String other : values.keySet().stream().sorted().toList()) {
            if (!other.equals(name) && !List.of(others).contains(other)) {
                throw new UsageException("option " + name + " goes without " + other);
            }
        }
    }

    /// The value of `--host`.
    public String host() {
        return text("--host", DEFAULT_HOST);
    }

    /// Whether an option is there.
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /// Whether an option is there that has no value.
    ///
    /// @throws UsageException if it has one
    public boolean flag(String name) {
        if (has(name)) {
            values(name, 0);
        }
        return has(name);
    }

    /// The values of an option, in their order; none if it is not there.
    ///
    /// @param count how many it must have
    /// @throws UsageException if it has more or fewer
    public List<String> values(String name, int count) {
        List<String> given = all(name);
        if (has(name) && given.size() != count) {
            String wanted =
                    switch (count) {
                        case 0 -> " takes no value";
                        case 1 -> given.isEmpty() ? " needs a value" : " takes one value";
                        default -> " needs " + count + " values";
                    };
            String had = given.isEmpty() ? "none" : String.join(" ", given);
            throw new UsageException("option " + name + wanted + ", had " + had);
        }
        return given;
    }

    /// The values of an option that may be there several times, and have any number.
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /// The value of an option.
    ///
    /// @param otherwise what holds if the option is not there
    /// @throws UsageException if it has none, or several
    public String text(String name, String otherwise) {
        return has(name) ? values(name, 1).getFirst() : otherwise;
    }

    /// The value of `--unix`, as an endpoint.
    ///
    /// @throws UsageException if it is no path
    public Endpoint unix() {
        return unix("--unix");
    }

    /// The value of an option that is the path of a Unix-domain socket, as an endpoint.
    ///
    /// @throws UsageException if it is no path
    public Endpoint unix(String name) {
        return checked(() -> Endpoint.parse("unix:" + text(name, "")));
    }

    /// The value of an option that must be there: `HOST:PORT`, `unix:PATH`.
    ///
    /// @throws UsageException if it is missing, or no endpoint
    public Endpoint endpoint(String name) {
        if (!has(name)) {
            throw new UsageException("option " + name + " needs a value, had none");
        }
        return checked(() -> Endpoint.parse(text(name, "")));
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
        if (!has(name)) {
            return otherwise;
        }
        String text = text(name, "");
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
        return has(name) ? asDuration(name, text(name, "")) : otherwise;
    }

    /// The value of an option that is a limit: a time, or `off` for [Timeouts#NEVER].
    ///
    /// @param otherwise what holds if the option is not there
    /// @throws UsageException if it is neither
    public Duration limit(String name, Duration otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        String text = text(name, "");
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
        if (!has(name)) {
            return otherwise;
        }
        String text = text(name, "");
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
