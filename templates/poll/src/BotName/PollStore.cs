using TelegramBotStack;

/// <summary>All polls, each under a key of its own.</summary>
public sealed class PollStore(IStorage storage, CancellationToken cancellationToken)
{
    private const string Prefix = "poll/";

    public async Task<Poll> AddAsync(string question, string[] answers, int updateId)
    {
        var number = await storage.UpdateAsync<int>("last-poll", last => last + 1, cancellationToken);
        var poll = new Poll(number, question, answers, updateId);
        await storage.SetAsync(KeyOf(number), poll, cancellationToken);
        return poll;
    }

    public Task<Poll?> FindAsync(int number) => storage.GetAsync<Poll>(KeyOf(number), cancellationToken);

    /// <returns>The poll with the vote; null when it has been deleted, or has no such answer.</returns>
    public async Task<Poll?> VoteAsync(int number, long person, int answer)
    {
        while (true)
        {
            var stored = await storage.ReadAsync<Poll>(KeyOf(number), cancellationToken);
            if (stored.Value is not { } poll || answer < 0 || answer >= poll.Answers.Length)
            {
                return null;
            }

            // Many may vote at once, and somebody delete the poll meanwhile: then it is read again.
            var voted = poll.WithVote(person, answer);
            if (await storage.TrySetAsync(KeyOf(number), voted, stored.Version, cancellationToken: cancellationToken))
            {
                return voted;
            }
        }
    }

    public async Task<IReadOnlyList<Poll>> ListAsync()
    {
        var polls = new List<Poll>();
        foreach (var key in await storage.ListAsync(Prefix, cancellationToken))
        {
            if (await storage.GetAsync<Poll>(key, cancellationToken) is { } poll)
            {
                polls.Add(poll);
            }
        }

        return polls;
    }

    public Task<bool> DeleteAsync(int number) => storage.DeleteAsync(KeyOf(number), cancellationToken);

    public Task<int> DeleteAllAsync() => storage.DeleteAllAsync(Prefix, cancellationToken);

    // With leading zeros keys are in the order of the numbers.
    private static string KeyOf(int number) => $"{Prefix}{number:D9}";
}
