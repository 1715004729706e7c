package io.heddle.loadtest.scenario;

import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.quantity.Shares;
import io.heddle.loadtest.quantity.Sizes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// How a scenario is run: its parameters, and what all scenarios share.
///
/// @param parameters every parameter of the scenario with its text, the defaults filled in
/// @param connections of the main load
/// @param warmUpAtLeast even if the rate is steady earlier
/// @param warmUpAtMost even if it never is
/// @param window how long each window is measured
/// @param idleCrowds numbers of idle connections at which memory is read, ascending; empty for none
/// @param loadShares the shares of the slowest target's largest rate at which the open loop runs,
///   such as 0.3 and 0.7
public record Settings(
        Map<String, String> parameters,
        int connections,
        Duration warmUpAtLeast,
        Duration warmUpAtMost,
        Duration window,
        List<Integer> idleCrowds,
        List<Double> loadShares) {
    public Settings {
        parameters = Map.copyOf(parameters);
        idleCrowds = List.copyOf(idleCrowds);
        loadShares = List.copyOf(loadShares);
    }

    /// The same with another number of connections.
    public Settings withConnections(int connections) {
        return new Settings(
                parameters,
                connections,
                warmUpAtLeast,
                warmUpAtMost,
                window,
                idleCrowds,
                loadShares);
    }

    /// The same with other crowds.
    public Settings withIdleCrowds(List<Integer> idleCrowds) {
        return new Settings(
                parameters,
                connections,
                warmUpAtLeast,
                warmUpAtMost,
                window,
                idleCrowds,
                loadShares);
    }

    /// The same with other shares.
    public Settings withLoadShares(List<Double> loadShares) {
        return new Settings(
                parameters,
                connections,
                warmUpAtLeast,
                warmUpAtMost,
                window,
                idleCrowds,
                loadShares);
    }

    /// The value of a parameter that is a count.
    ///
    /// @throws IllegalArgumentException if the scenario has no such parameter, or its text is no
    ///   count; so with the other kinds
    public int count(String parameter) {
        return Counts.parse(text(parameter));
    }

    /// The value of a parameter that is a size.
    public int bytes(String parameter) {
        String text = text(parameter);
        long bytes = Sizes.parse(text);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "parameter '%s' must be less than 2GiB, was '%s'".formatted(parameter, text));
        }
        return (int) bytes;
    }

    /// The value of a parameter that is a duration.
    public Duration duration(String parameter) {
        return Durations.parse(text(parameter));
    }

    /// The value of a parameter that is a rate, per second.
    public double rate(String parameter) {
        return Rates.parse(text(parameter));
    }

    /// The value of a parameter that is a share, 0 to 1.
    public double share(String parameter) {
        return Shares.parse(text(parameter));
    }

    /// The value of a parameter that is several counts, in the order in which they were typed.
    public List<Integer> counts(String parameter) {
        return Counts.list(text(parameter));
    }

    private String text(String parameter) {
        var text = parameters.get(parameter);
        if (text == null) {
            throw new IllegalArgumentException(
                    "no parameter '%s', there are %s"
                            .formatted(parameter, new TreeSet<>(parameters.keySet())));
        }
        return text;
    }
}
