using System.Runtime.CompilerServices;

namespace TelegramBotStack.Storage.Sql;

/// <summary>Lists keys page by page, each page a query of its own, so that no cursor is open while they are used.</summary>
internal static class KeyPages
{
    /// <param name="prefix">Only keys that start with it.</param>
    /// <param name="after">Only keys behind this one.</param>
    /// <param name="size">How many keys a page has.</param>
    /// <param name="read">Reads the first <paramref name="size"/> keys behind one, or fewer when there are no more.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public static async IAsyncEnumerable<string> ListAsync(
        string prefix,
        string? after,
        int size,
        Func<string?, Task<IReadOnlyList<string>>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = await read(after).ConfigureAwait(false);
            foreach (var key in page)
            {
                if (!key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield break;
                }

                yield return key;
                after = key;
            }
        }
        while (page.Count == size);
    }
}
