namespace TelegramBotStack.Handlers;

/// <summary>Makes one function of steps and what they lead to.</summary>
internal static class MiddlewareChain
{
    public static Func<UpdateContext, Task> Compose(
        IReadOnlyList<Func<UpdateContext, Func<Task>, Task>> middleware, Func<UpdateContext, Task> handler)
    {
        var next = handler;
        foreach (var step in middleware.Reverse())
        {
            var following = next;
            next = context => step(context, () => following(context));
        }

        return next;
    }
}
