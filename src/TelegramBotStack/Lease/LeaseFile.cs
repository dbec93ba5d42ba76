using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using TelegramBotStack.Interop;
using TelegramBotStack.Status;

namespace TelegramBotStack.Lease;

/// <summary>Reads and writes the content of a lease file in place.</summary>
internal static class LeaseFile
{
    // Padding to one size makes every write replace the whole content at once, without a moment of truncation.
    private const int Size = 512;

    public static LeaseContent? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = OperatingSystem.IsWindows()
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
            : Posix.OpenFile(path, writable: false);
        return Read(file);
    }

    public static LeaseContent? Read(SafeFileHandle file)
    {
        var buffer = new byte[Size];
        var text = buffer.AsSpan(0, RandomAccess.Read(file, buffer, 0)).TrimEnd("\0 \n"u8);
        try
        {
            return text.IsEmpty ? null : JsonSerializer.Deserialize(text, ContractJson.Default.LeaseContent);
        }
        catch (JsonException)
        {
            // Half of a write that a crash of the machine cut short. The content only tells about the lock.
            return null;
        }
    }

    public static void Write(SafeFileHandle file, LeaseContent content)
    {
        Span<byte> buffer = stackalloc byte[Size];
        buffer.Fill((byte)' ');
        JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Default.LeaseContent).CopyTo(buffer);
        buffer[^1] = (byte)'\n';
        RandomAccess.Write(file, buffer, 0);
    }

    /// <summary>Makes the file if there is none; never touches an existing one.</summary>
    public static void Ensure(string path)
    {
        try
        {
            using var created = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another instance has made it, now or before.
        }
    }
}
