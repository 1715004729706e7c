package io.heddle.loadtest.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCountersTest {
    @TempDir private Path root;

    @Test
    void findsTheCountersByTheirNames() throws Exception {
        var files =
                new RecordedFiles(root)
                        .with(
                                "proc/net/netstat",
                                """
                                TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPHPHits
                                TcpExt: 0 17 19 40
                                IpExt: InNoRoutes ListenDrops
                                IpExt: 3 4
                                """)
                        .with(
                                "proc/net/snmp",
                                """
                                Ip: Forwarding DefaultTTL
                                Ip: 1 64
                                Tcp: RtoAlgorithm MaxConn RetransSegs InErrs
                                Tcp: 1 -1 23 0
                                """)
                        .with(
                                "proc/net/sockstat",
                                """
                                sockets: used 17
                                TCP: inuse 1 orphan 0 tw 29 alloc 1 mem 320
                                UDP: inuse 0 mem 5
                                """)
                        .files();

        assertEquals(new NetworkCounters(17L, 19L, 23L, 29L, 320L), NetworkCounters.read(files));
    }

    @Test
    void knowsNothingElsewhere() {
        var files = new KernelFiles(root);

        assertEquals(
                new NetworkCounters(null, null, null, null, null), NetworkCounters.read(files));
        assertNull(Pressure.cpuSomeMicros(files));
        assertTrue(MachineCpu.read(files).isEmpty());
        assertTrue(Descriptors.read(files).isEmpty());
        assertTrue(PortRange.read(files).isEmpty());
        assertEquals(4096, Pages.bytes(files));
    }

    @Test
    void readsThePressureOfSome() throws Exception {
        var files =
                new RecordedFiles(root)
                        .with(
                                "proc/pressure/cpu",
                                """
                                some avg10=0.18 avg60=0.97 avg300=4.06 total=7006298319
                                full avg10=0.00 avg60=0.00 avg300=0.00 total=5
                                """)
                        .files();

        assertEquals(7_006_298_319L, Pressure.cpuSomeMicros(files));
    }

    @Test
    void dividesTheMachinesTime() {
        var before = cpu("cpu  100 0 100 1000 0 0 50 0 0 0");
        var after = cpu("cpu  140 10 130 1080 20 0 60 10 0 0");

        assertEquals(2, after.processors());
        assertEquals(0.05, after.stolenShareSince(before), 1e-9);
        assertEquals(0.5, after.busyShareSince(before), 1e-9);
        assertEquals(0.15, after.foreignShareSince(before, 500_000_000), 1e-9);
        assertEquals(0, after.foreignShareSince(before, 900_000_000), 1e-9);
    }

    private static MachineCpu cpu(String all) {
        return MachineCpu.parse(all + "\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\n").orElseThrow();
    }
}
