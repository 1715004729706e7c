package io.heddle.loadtest.measure;

import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.kernel.NetworkCounters;
import io.heddle.loadtest.kernel.Pages;
import io.heddle.loadtest.process.Server;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The memory that a server needs for a number of connections, after everything unreachable is
/// gone.
///
/// @param connections open now
/// @param heapBytes in use after a collection
/// @param directBytes the JDK's direct buffers
/// @param residentBytes of the process; null where unknown
/// @param socketBytes the kernel's TCP memory, of this machine: the client's sockets are in it too;
///   null where unknown
public record MemoryReading(
        int connections,
        long heapBytes,
        long directBytes,
        @Nullable Long residentBytes,
        @Nullable Long socketBytes) {

    /// Has a server collect its garbage, and reads; takes some hundred milliseconds.
    ///
    /// @param server controllable
    /// @throws IOException if it does not answer
    public static MemoryReading of(Server server, int connections)
            throws IOException, InterruptedException {
        var heap = HeapAfterGc.of(server.ask("gc"));
        var files = KernelFiles.live();
        var pages = NetworkCounters.read(files).memoryPages();
        return new MemoryReading(
                connections,
                heap.heapBytes(),
                heap.directBytes(),
                resident(server),
                pages == null ? null : (Long) (pages * Pages.bytes(files)));
    }

    private static @Nullable Long resident(Server server) throws IOException {
        if (server.pid().isEmpty()) {
            return null;
        }
        var bytes = new ProcessProbe(server.pid().getAsLong()).residentBytes();
        return bytes.isPresent() ? (Long) bytes.getAsLong() : null;
    }
}
