package io.heddle.loadtest.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One row of the result: the forks of one entry, and their medians.
///
/// @param forks those that finished, by round
/// @param problem why others did not, or null
public record Row(Entry entry, List<Fork> forks, @Nullable String problem) {

    public Row {
        forks = List.copyOf(forks);
    }

    public String name() {
        return entry.name();
    }

    /// Whether there is anything to show.
    public boolean measured() {
        return !forks.isEmpty();
    }

    /// The median over the rounds, or null if no round has a value.
    public @Nullable Double median(Function<Window, @Nullable Double> figure) {
        return medianOf(
                forks.stream().map(Fork::window).map(figure).filter(Objects::nonNull).toList());
    }

    /// The median slope of the heap over the number of idle connections, or null if not measured.
    public @Nullable Double heapBytesPerIdleConnection() {
        return idleMedian(IdleMemory::heapBytesPerConnection);
    }

    /// The same for direct buffers outside the heap.
    public @Nullable Double directBytesPerIdleConnection() {
        return idleMedian(IdleMemory::directBytesPerConnection);
    }

    /// Whether the client was the limit in most rounds.
    public boolean clientWasTheLimit() {
        long limited = forks.stream().filter(fork -> fork.window().clientWasTheLimit()).count();
        return 2 * limited > forks.size();
    }

    /// This row over `other` in each round that both finished; null if there is none.
    public @Nullable Ratio over(Row other, ToDoubleFunction<Window> figure) {
        var theirs = other.byRound();
        var ratios =
                forks.stream()
                        .filter(fork -> theirs.containsKey(fork.round()))
                        .map(fork ->
                                figure.applyAsDouble(fork.window())
                                        / figure.applyAsDouble(
                                                Objects.requireNonNull(theirs.get(fork.round()))))
                        .toList();
        return ratios.isEmpty() ? null : Ratio.of(ratios);
    }

    private Map<Integer, Window> byRound() {
        var windows = new TreeMap<Integer, Window>();
        forks.forEach(fork -> windows.put(fork.round(), fork.window()));
        return windows;
    }

    private @Nullable Double idleMedian(Function<IdleMemory, Double> figure) {
        return medianOf(
                forks.stream().map(Fork::idle).filter(Objects::nonNull).map(figure).toList());
    }

    private static @Nullable Double medianOf(List<Double> values) {
        return values.isEmpty() ? null : Median.of(values);
    }
}
