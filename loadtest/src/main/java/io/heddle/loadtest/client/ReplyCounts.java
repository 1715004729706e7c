package io.heddle.loadtest.client;

import java.util.Arrays;

/// How many replies each connection got. Immutable.
public final class ReplyCounts {
    private final long[] replies;

    private ReplyCounts(long[] replies) {
        this.replies = replies;
    }

    /// One value for each connection.
    public static ReplyCounts of(long[] replies) {
        return new ReplyCounts(replies.clone());
    }

    /// Those of two windows of the same load, connection by connection.
    public ReplyCounts plus(ReplyCounts later) {
        var longer = replies.length >= later.replies.length ? replies : later.replies;
        var shorter = replies.length >= later.replies.length ? later.replies : replies;
        var sum = longer.clone();
        for (int i = 0; i < shorter.length; i++) {
            sum[i] += shorter[i];
        }
        return new ReplyCounts(sum);
    }

    public long min() {
        return Arrays.stream(replies).min().orElse(0);
    }

    public long max() {
        return Arrays.stream(replies).max().orElse(0);
    }

    public double median() {
        if (replies.length == 0) {
            return 0;
        }
        var sorted = replies.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
    }

    /// Connections without any reply.
    public long starved() {
        return Arrays.stream(replies).filter(count -> count == 0).count();
    }

    /// Jain's index of fairness, 0 to 1; 1 when all got the same, or nothing.
    public double jain() {
        double sum = 0;
        double squares = 0;
        for (long count : replies) {
            sum += count;
            squares += (double) count * count;
        }
        return squares == 0 ? 1 : sum * sum / (replies.length * squares);
    }
}
