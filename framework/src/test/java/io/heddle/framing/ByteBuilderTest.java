package io.heddle.framing;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.ConnectionInput;
import io.heddle.FrameTooLongException;
import io.heddle.MemoryConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ByteBuilderTest {

    private static final int ROUNDS = 2_000;

    @Test
    void putsOneAfterTheOther() throws IOException {
        var builder = new ByteBuilder(100);

        builder.putByte(1)
                .putShort(0x0203)
                .putShort(0x0203, LITTLE_ENDIAN)
                .putMedium(0x040506)
                .putMedium(0x040506, LITTLE_ENDIAN)
                .putInt(0x0708090a)
                .putInt(0x0708090a, LITTLE_ENDIAN)
                .putLong(0x0b0c0d0e0f101112L)
                .putLong(0x0b0c0d0e0f101112L, LITTLE_ENDIAN)
                .putVarInt(300)
                .putSignedVarInt(-1)
                .put(new byte[] {0x55, 0x66})
                .putUtf8("é");

        assertEquals(
                "01 0203 0302 040506 060504 0708090a 0a090807 0b0c0d0e0f101112 1211100f0e0d0c0b"
                                .replace(" ", "")
                        + "ac02"
                        + "01"
                        + "5566"
                        + "c3a9",
                HexFormat.of().formatHex(builder.toByteArray()));
        assertEquals(42, builder.length());
        assertEquals("42 of 100 bytes", builder.toString());
    }

    @Test
    void isReadBackByAConnection() throws IOException {
        var random = new Random(9);
        var builder = new ByteBuilder(100);
        for (int i = 0; i < ROUNDS; i++) {
            ByteOrder order = random.nextBoolean() ? BIG_ENDIAN : LITTLE_ENDIAN;
            long value = random.nextLong() >> random.nextInt(64);
            int bits = (int) value;
            builder.clear()
                    .putByte((byte) value)
                    .putShort((short) value, order)
                    .putShort((int) value & 0xffff, order)
                    .putMedium((int) value << 8 >> 8, order)
                    .putMedium((int) value & 0xffffff, order)
                    .putInt(bits, order)
                    .putInt(value & 0xffffffffL, order)
                    .putLong(value, order)
                    .putVarInt((int) value)
                    .putVarLong(value)
                    .putSignedVarInt((int) value)
                    .putSignedVarLong(value);

            ConnectionInput input = MemoryConnection.of(builder.toByteArray()).input();

            assertEquals((byte) value & 0xff, input.readUnsignedByte());
            assertEquals((short) value, input.readShort(order));
            assertEquals((int) value & 0xffff, input.readUnsignedShort(order));
            assertEquals((int) value << 8 >> 8, input.readMedium(order));
            assertEquals((int) value & 0xffffff, input.readUnsignedMedium(order));
            assertEquals((int) value, input.readInt(order));
            assertEquals(value & 0xffffffffL, input.readUnsignedInt(order));
            assertEquals(value, input.readLong(order));
            assertEquals((int) value, input.readVarInt());
            assertEquals(value, input.readVarLong());
            assertEquals((int) value, input.readSignedVarInt());
            assertEquals(value, input.readSignedVarLong());
            assertEquals(-1, input.read());
        }
    }

    @Test
    void growsUpToItsLimit() throws IOException {
        var builder = new ByteBuilder(1_000);
        for (int i = 0; i < 250; i++) {
            builder.putInt(i);
        }

        var full = assertThrows(FrameTooLongException.class, () -> builder.putByte(1));

        assertEquals("frame of 1001 bytes, limit 1000", full.getMessage());
        assertEquals(1_000, builder.length());
        assertEquals(249, builder.bytes().getInt(996));
    }

    @Test
    void putsAllOrNothing() throws IOException {
        var builder = new ByteBuilder(5).putShort(1);
        var source = ByteBuffer.allocate(4);

        assertThrows(FrameTooLongException.class, () -> builder.putInt(1));
        assertThrows(FrameTooLongException.class, () -> builder.put(source));
        assertThrows(FrameTooLongException.class, () -> builder.putVarLong(1L << 40));

        assertArrayEquals(new byte[] {0, 1}, builder.toByteArray());
        assertEquals(4, source.remaining());
        assertEquals(5, builder.putMedium(2).length());
    }

    @Test
    void canBeUsedAgain() throws IOException {
        var builder = new ByteBuilder(4).putInt(1);

        assertArrayEquals(new byte[] {0, 2}, builder.clear().putShort(2).toByteArray());
    }

    @Test
    void showsItsBytesForReadingOnly() throws IOException {
        ByteBuffer bytes = new ByteBuilder(4).putInt(7).bytes();

        assertEquals(4, bytes.remaining());
        assertThrows(ReadOnlyBufferException.class, () -> bytes.put((byte) 1));
    }

    @Test
    void refusesValuesThatTheBitsCannotHave() {
        var builder = new ByteBuilder(100);

        assertRefused("value of 8 bits must be -128 to 255, was 256", () -> builder.putByte(256));
        assertRefused("value of 8 bits must be -128 to 255, was -129", () -> builder.putByte(-129));
        assertRefused(
                "value of 16 bits must be -32768 to 65535, was 65536",
                () -> builder.putShort(65_536));
        assertRefused(
                "value of 24 bits must be -8388608 to 16777215, was -8388609",
                () -> builder.putMedium(-8_388_609));
        assertRefused(
                "value of 32 bits must be -2147483648 to 4294967295, was 4294967296",
                () -> builder.putInt(4_294_967_296L));
        assertRefused("maxBytes must be at least 0, was -1", () -> new ByteBuilder(-1));
        assertEquals(0, builder.length());
    }

    private static void assertRefused(String message, Executable put) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, put).getMessage());
    }
}
