using System.Text.Json;
using TelegramBotStack.Status;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Webhooks;

/// <summary>
/// The webhook this bot has set itself, kept with its data: so that a later start knows it from somebody else's, and
/// need not set it again.
/// </summary>
/// <param name="Url">Where Telegram sends the updates.</param>
/// <param name="Secret">What Telegram sends with them, if the bot made it up itself.</param>
/// <param name="Fingerprint">Hash of what getWebhookInfo does not tell: secret and certificate. Empty until it was set.</param>
internal sealed record WebhookMemory(string Url, string? Secret, string Fingerprint)
{
    /// <summary>What is remembered; null when nothing is, or it cannot be read.</summary>
    public static WebhookMemory? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.WebhookMemory) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // The webhook is set again, then.
            return null;
        }
    }

    public void Write(string path) => AtomicFile.WritePrivate(path, JsonSerializer.SerializeToUtf8Bytes(this, ContractJson.Default.WebhookMemory));
}
