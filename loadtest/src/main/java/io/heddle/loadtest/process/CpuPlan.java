package io.heddle.loadtest.process;

import java.util.List;
import java.util.stream.Collectors;

/// Which processors the server and the client may use.
///
/// @param mode how they were divided
/// @param server the server's processors, never empty
/// @param client the client's processors, never empty
/// @param remark why the plan is not what was asked for, or how to read it; may be empty
public record CpuPlan(Mode mode, List<Integer> server, List<Integer> client, String remark) {
    /// Ways to divide the processors.
    public enum Mode {
        /// Half for the server, half for the client.
        SPLIT,
        /// Everything for both.
        SHARED
    }

    public CpuPlan {
        server = List.copyOf(server);
        client = List.copyOf(client);
    }

    /// Gives the first half of the processors to the server and the rest to the client.
    static CpuPlan split(List<Integer> processors) {
        int half = processors.size() / 2;
        return new CpuPlan(
                Mode.SPLIT,
                processors.subList(0, half),
                processors.subList(half, processors.size()),
                half == 1 ? "a server on one core says nothing about scaling" : "");
    }

    static CpuPlan shared(List<Integer> processors, String remark) {
        return new CpuPlan(Mode.SHARED, processors, processors, remark);
    }

    /// The number of client loops that suit this plan.
    public int clientLoops() {
        return mode == Mode.SPLIT ? client.size() : Math.max(1, client.size() / 2);
    }

    /// In words: `split: server on core 0, client on core 1`.
    public String describe() {
        return mode == Mode.SPLIT
                ? "split: server on %s, client on %s".formatted(cores(server), cores(client))
                : "shared: server and client on " + cores(server);
    }

    static String list(List<Integer> processors) {
        return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String cores(List<Integer> processors) {
        return (processors.size() == 1 ? "core " : "cores ") + list(processors);
    }
}
