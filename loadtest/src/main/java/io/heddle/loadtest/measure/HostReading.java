package io.heddle.loadtest.measure;

import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.kernel.MachineCpu;
import io.heddle.loadtest.kernel.NetworkCounters;
import io.heddle.loadtest.kernel.Pages;
import io.heddle.loadtest.kernel.Pressure;
import io.heddle.loadtest.result.HostUse;
import org.jspecify.annotations.Nullable;

/// The whole machine at one end of a window.
///
/// @param cpu null on systems that do not tell
/// @param pressureMicros in which something waited for a processor, so far; null where unknown
/// @param pageBytes the size of a page
record HostReading(
        @Nullable MachineCpu cpu,
        @Nullable Long pressureMicros,
        NetworkCounters network,
        long pageBytes) {

    static HostReading read(KernelFiles files) {
        return new HostReading(
                MachineCpu.read(files).orElse(null),
                Pressure.cpuSomeMicros(files),
                NetworkCounters.read(files),
                Pages.bytes(files));
    }

    /// What happened since `earlier`.
    ///
    /// @param oursNanos processor time of client, server and helpers meanwhile; null if the server
    ///   is not ours, so that others cannot be told from it
    HostUse since(HostReading earlier, @Nullable Long oursNanos, double seconds) {
        var pages = network.memoryPages();
        return new HostUse(
                cpu == null || earlier.cpu == null || oursNanos == null
                        ? null
                        : cpu.foreignShareSince(earlier.cpu, oursNanos),
                cpu == null || earlier.cpu == null ? null : cpu.stolenShareSince(earlier.cpu),
                pressureMicros == null || earlier.pressureMicros == null
                        ? null
                        : Math.clamp(
                                (pressureMicros - earlier.pressureMicros) / (seconds * 1e6), 0, 1),
                difference(network.listenOverflows(), earlier.network.listenOverflows()),
                difference(network.listenDrops(), earlier.network.listenDrops()),
                difference(network.retransmits(), earlier.network.retransmits()),
                network.timeWait(),
                pages == null ? null : pages * pageBytes);
    }

    private static @Nullable Long difference(@Nullable Long now, @Nullable Long earlier) {
        return now == null || earlier == null ? null : now - earlier;
    }
}
