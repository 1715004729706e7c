package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ConnectionLimitTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void isBoundedByDescriptorsOrPorts() {
        var limit = ConnectionLimit.read();

        assertTrue(limit.connections() > 0 && limit.connections() <= 65_536, limit::toString);
        assertFalse(limit.reason().isEmpty());
    }
}
