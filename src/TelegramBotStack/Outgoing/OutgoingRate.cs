namespace TelegramBotStack;

/// <summary>So many messages in any stretch of so long.</summary>
/// <param name="Messages">How many, from 1.</param>
/// <param name="Per">In how long, above 0.</param>
public readonly record struct OutgoingRate(int Messages, TimeSpan Per)
{
    internal void Validate(string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Messages, 1, name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Per, TimeSpan.Zero, name);
    }
}
