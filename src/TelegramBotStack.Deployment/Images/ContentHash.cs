using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Images;

/// <summary>A hash over several texts, each with its length, so that no two lists look the same.</summary>
internal static class ContentHash
{
    /// <returns>SHA-256 in hexadecimal, 64 characters.</returns>
    public static string Of(params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
