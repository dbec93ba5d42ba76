using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Storage.Files;

/// <summary>
/// File names for keys: readable for plain keys, safe for any key on any file system, and different for different
/// keys even where a file system does not tell upper from lower case.
/// </summary>
internal static class StorageFileName
{
    public const string Extension = ".json";

    /// <summary>Names of keys too long for a file name start with this; what follows is a hash.</summary>
    public const char HashMark = '~';

    private const int MaximumLength = 180;

    public static string For(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var name = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(key))
        {
            if (unit is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_' or (byte)'-')
            {
                name.Append((char)unit);
            }
            else
            {
                name.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        if (name.Length > MaximumLength)
        {
            return HashMark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + Extension;
        }

        var text = name.ToString();
        return (IsDevice(text) ? $"%{(int)text[0]:X2}{text[1..]}" : text) + Extension;
    }

    /// <summary>The key of a file, or null when the name does not tell.</summary>
    public static string? KeyOf(string fileName)
    {
        if (fileName is [HashMark, ..] or [] || !fileName.EndsWith(Extension, StringComparison.Ordinal))
        {
            return null;
        }

        return Uri.UnescapeDataString(fileName[..^Extension.Length]);
    }

    /// <summary>Windows keeps these names for devices, with any extension.</summary>
    private static bool IsDevice(string name) => name is "con" or "prn" or "aux" or "nul"
        || (name.Length == 4 && (name.StartsWith("com", StringComparison.Ordinal) || name.StartsWith("lpt", StringComparison.Ordinal)));
}
