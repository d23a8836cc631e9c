import { useId, type ReactNode, type Ref } from 'react';

interface PanelProps {
  title: string;
  /** Its place in the grid of the page. */
  area: string;
  /** What stands beside the title. */
  tools?: ReactNode;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/** One titled part of the page, which a screen reader can go to. */
export function Panel({ title, area, tools, ref, children }: PanelProps) {
  const id = useId();
  return (
    <section ref={ref} className={`panel area-${area}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      {children}
    </section>
  );
}
