package io.heddle.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyOrderTest {

    private static List<InetAddress> addresses(String text) {
        return Stream.of(text.split(" ")).map(InetAddress::ofLiteral).toList();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    IPV6_FIRST, 1.1.1.1 2.2.2.2 ::3 ::4, ::3 1.1.1.1 ::4 2.2.2.2
                    IPV6_FIRST, 1.1.1.1 2.2.2.2 3.3.3.3 ::4, ::4 1.1.1.1 2.2.2.2 3.3.3.3
                    IPV6_FIRST, ::1 ::2 ::3 4.4.4.4, ::1 4.4.4.4 ::2 ::3
                    IPV6_FIRST, 1.1.1.1, 1.1.1.1
                    IPV6_FIRST, 1.1.1.1 ::2 1.1.1.1 ::2, ::2 1.1.1.1
                    IPV4_FIRST, ::1 ::2 3.3.3.3 4.4.4.4, 3.3.3.3 ::1 4.4.4.4 ::2
                    IPV4_FIRST, ::1, ::1
                    AS_FOUND, ::1 ::2 3.3.3.3, ::1 3.3.3.3 ::2
                    AS_FOUND, 3.3.3.3 ::1 ::2, 3.3.3.3 ::1 ::2
                    """)
    void familiesTakeTurns(FamilyOrder order, String found, String tried) {
        assertEquals(addresses(tried), order.order(addresses(found)));
    }
}
