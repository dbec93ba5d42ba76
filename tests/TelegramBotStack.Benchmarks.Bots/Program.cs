using TelegramBotStack.Benchmarks.Bots;

return args switch
{
    ["full", .. var rest] => await FullBot.RunAsync(rest, writes: false),
    ["writing", .. var rest] => await FullBot.RunAsync(rest, writes: true),
    ["stack", .. var rest] => await StackBot.RunAsync(rest),
    ["bare"] => await BareBot.RunAsync(),
    ["raw"] => await RawBot.RunAsync(),
    _ => throw new ArgumentException("full, writing, stack, bare or raw"),
};
