package io.heddle.samples.ping;

import io.heddle.samples.Options;
import io.heddle.samples.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The arguments of `ping`, which has short options, as everybody knows them, and a host.
public final class PingArguments {

    private static final String HOST = "HOST";
    private static final Set<String> WITH_VALUE = Set.of("-c", "-i");
    private static final Set<String> NAMES = Set.of("-c", "-i", "-6");
    private static final int MOST_PINGS = 1_000_000;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private PingArguments() {}

    /// Reads them off a command line.
    ///
    /// @throws UsageException if there is no host, or more than one
    public static Options parse(List<String> arguments) {
        Map<String, List<String>> values = new HashMap<>();
        List<String> hosts = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (argument.startsWith("-")) {
                List<String> own = values.computeIfAbsent(argument, _ -> new ArrayList<>());
                if (WITH_VALUE.contains(argument) && rest.hasNext()) {
                    own.add(rest.next());
                }
            } else {
                hosts.add(argument);
            }
        }
        Options.of(values).only(NAMES);
        if (hosts.isEmpty()) {
            throw new UsageException("name a host: ping HOST [-c N] [-i D] [-6]");
        }
        if (hosts.size() > 1) {
            throw new UsageException("name one host, was " + String.join(" ", hosts));
        }
        values.put(HOST, hosts);
        return Options.of(values);
    }

    static String host(Options options) {
        return options.text(HOST, "");
    }

    /// How many requests; as many as there are numbers, if nothing is said.
    static int count(Options options) {
        String text = options.text("-c", String.valueOf(Integer.MAX_VALUE));
        try {
            int count = Integer.parseInt(text);
            if (!options.has("-c") || (count >= 1 && count <= MOST_PINGS)) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new UsageException(
                "option -c must be a number from 1 to " + MOST_PINGS + ", was " + text);
    }

    /// From one request to the next: `0.2`, in seconds, as `ping` has it, or `200ms`.
    static Duration interval(Options options) {
        String text = options.text("-i", "1");
        Duration interval =
                SECONDS.matcher(text).matches()
                        ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000))
                        : Options.asDuration("-i", text);
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new UsageException("option -i must be 10ms to 1h, was " + text);
        }
        return interval;
    }
}
