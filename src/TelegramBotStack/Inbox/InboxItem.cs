using System.Text.Json;
using Telegram.Bot.Types;
using TelegramBotStack.Handlers;

namespace TelegramBotStack.Inbox;

/// <summary>An update that is taken and not done.</summary>
/// <param name="taken">The update.</param>
/// <param name="isRedelivery">Whether a handler has begun with it before.</param>
internal sealed class InboxItem(TakenUpdate taken, bool isRedelivery)
{
    public Update Update => taken.Update;

    public JsonElement Json => taken.Json;

    public int Id => taken.Update.Id;

    /// <summary>Those with the same are handled one after the other.</summary>
    public long Lane { get; } = UpdateOrigin.LaneOf(taken.Update);

    public bool IsRedelivery => isRedelivery;

    /// <summary>Where it stands in the order in which the inbox took them.</summary>
    public long Place { get; set; }

    /// <summary>When it was taken, on the clock of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long TakenAt { get; set; }

    /// <summary>Whether a handler has begun with it and has not ended.</summary>
    public bool IsRunning { get; set; }

    public bool IsDone { get; set; }

    /// <summary>The segment it is kept in; null while it is in memory only, and Telegram must not be told to forget it.</summary>
    public Segment? Segment { get; set; }

    /// <summary>Given when it is done or on disk.</summary>
    public Signal Secured { get; } = new();
}

/// <summary>A file of updates that were set aside together; it goes when the last of them is done.</summary>
/// <param name="name">Name of the file.</param>
/// <param name="journalFile">Number of the journal's file that was written when the segment was: what is done later is in that one or a later one.</param>
internal sealed class Segment(string name, int journalFile)
{
    public string Name => name;

    public int JournalFile { get; set; } = journalFile;

    /// <summary>Those that are not done, in the order in which they came.</summary>
    public List<InboxItem> Items { get; } = [];

    public int Remaining { get; set; }

    /// <summary>While it is, its file must not be deleted: it would come back.</summary>
    public bool IsBeingWritten { get; set; }
}

/// <summary>How the handling of an update ended.</summary>
internal enum HandlingOutcome
{
    Handled,

    /// <summary>The handler threw. The update is done: doing it again would throw again.</summary>
    Failed,

    /// <summary>The handler gave up because the instance ends. The update is not done.</summary>
    Aborted,
}
