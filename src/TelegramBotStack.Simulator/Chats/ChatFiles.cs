using System.Security.Cryptography;

namespace TelegramBotStack.Simulator.Chats;

/// <summary>The files that were sent to or by one bot, the newest of them. Guarded by the bot's gate.</summary>
internal sealed class ChatFiles(int kept)
{
    private readonly Dictionary<string, ChatFile> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    public ChatFile Add(string name, ReadOnlyMemory<byte> content, bool isPhoto)
    {
        var id = $"{(isPhoto ? "AgAC" : "BQAC")}{Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}";
        var file = new ChatFile(id, name, content, isPhoto);
        _byId.Add(id, file);
        _order.Enqueue(id);
        if (_order.Count > kept)
        {
            _byId.Remove(_order.Dequeue());
        }

        return file;
    }

    public ChatFile? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Where a file is downloaded from.</summary>
    public static string PathOf(ChatFile file) => $"{(file.IsPhoto ? "photos" : "documents")}/{file.FileId}{Path.GetExtension(file.Name)}";

    public ChatFile? FindByPath(string path) => Find(Path.GetFileNameWithoutExtension(path)) is { } file && PathOf(file) == path ? file : null;
}
