using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Callbacks;

/// <summary>
/// Keeps what does not fit into a button. The token is made of the content, so that the same button made again, as in a
/// page that is shown again, takes no further room.
/// </summary>
internal static class LongCallbackData
{
    private const int TokenBytes = 12;

    public static async Task<string> KeepAsync(
        IStorage storage, string name, string payload, TimeSpan keepFor, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(CallbackData.Write(name, payload)));
        var token = System.Buffers.Text.Base64Url.EncodeToString(hash.AsSpan(0, TokenBytes));
        await storage.SetAsync(KeyOf(token), payload, keepFor, cancellationToken).ConfigureAwait(false);
        return $"{name}~{token}";
    }

    /// <summary>The payload, or null when its time is over.</summary>
    public static Task<string?> FindAsync(IStorage storage, string token, CancellationToken cancellationToken)
        => storage.GetAsync<string>(KeyOf(token), cancellationToken);

    private static string KeyOf(string token) => $"botstack/callback/{token}";
}
