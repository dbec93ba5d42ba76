using TelegramBotStack;

/// <summary>Fifty items for each user, by five a page. A pressed one is deleted, once the user has said yes.</summary>
public static class ItemsMenu
{
    private const int Count = 50;

    public static Menu Create() => new Menu("items", async context => context.Localize("items.text", ("count", (await ReadAsync(context)).Count))) { IsLocalized = true }
        .List(
            "all",
            ReadAsync,
            key: item => $"{item}",
            label: item => $"№ {item}",
            pick: DeleteAsync,
            question: (context, item) => context.Localize("items.delete_question", ("item", item)))
        .Confirm("items.delete_all", "items.delete_all_question", context => WriteAsync(context, []))
        .Button("items.restore", context => WriteAsync(context, All()));

    private static IReadOnlyList<int> All() => [.. Enumerable.Range(1, Count)];

    private static async Task<IReadOnlyList<int>> ReadAsync(UpdateContext context)
        => await context.Storage.GetAsync<int[]>(KeyOf(context), context.CancellationToken) ?? All();

    private static async Task DeleteAsync(UpdateContext context, string key)
    {
        await context.Storage.UpdateAsync<int[]>(
            KeyOf(context), items => [.. (items ?? All()).Where(item => $"{item}" != key)], context.CancellationToken);
        await context.AnswerAsync(context.Localize("items.deleted", ("item", key)));
    }

    private static Task WriteAsync(UpdateContext context, IReadOnlyList<int> items)
        => context.Storage.SetAsync(KeyOf(context), items, context.CancellationToken);

    private static string KeyOf(UpdateContext context) => $"items/{context.User!.Id}";
}
