import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** Stands where rows will be, at their height, so that nothing jumps when they come. */
export function LoadingRows({ count = 8, height = 44 }: { count?: number; height?: number }) {
  return (
    <Stack gap={6} role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <Skeleton key={at} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
