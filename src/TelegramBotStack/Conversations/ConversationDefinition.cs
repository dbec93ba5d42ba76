namespace TelegramBotStack.Conversations;

/// <summary>The code of a conversation.</summary>
internal sealed record ConversationDefinition(string Name, Func<Conversation, Task> Code, ConversationOptions Options);

/// <summary>The conversations that a bot has, by name.</summary>
internal sealed class ConversationDefinitions
{
    private readonly Dictionary<string, ConversationDefinition> _byName = new(StringComparer.Ordinal);

    public void Add(ConversationDefinition definition)
    {
        if (!_byName.TryAdd(definition.Name, definition))
        {
            throw new ArgumentException($"There is a conversation '{definition.Name}'.", nameof(definition));
        }
    }

    public ConversationDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
