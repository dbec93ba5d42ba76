namespace TelegramBotStack.Simulator.Chats;

/// <summary>What happened in a chat, step by step, the newest of it. Guarded by the bot's gate.</summary>
internal sealed class ChatTranscript(int kept)
{
    private readonly Queue<TranscriptStep> _steps = [];

    public IReadOnlyList<TranscriptStep> Steps => [.. _steps];

    public void Add(TranscriptStep step)
    {
        _steps.Enqueue(step);
        if (_steps.Count > kept)
        {
            _steps.Dequeue();
        }
    }
}

/// <summary>One step of a conversation, with the message as it was then.</summary>
internal abstract record TranscriptStep(ChatMessage Message)
{
    internal sealed record Said(ChatMessage Message) : TranscriptStep(Message);

    internal sealed record Edited(ChatMessage Message) : TranscriptStep(Message);

    internal sealed record Pressed(SimulatedUser User, ChatMessage Message, MessageButton Button, ButtonPress Press) : TranscriptStep(Message);
}
